// SPDX-License-Identifier: BSD-3-Clause
#include <cstddef>
#include <span>
#include <static/archetypes.hpp>
#include <whence/concepts/question.hpp>
#include <whence/concepts/score_function.hpp>

namespace {

using in = std::span<double const>;
using out = std::span<double>;

static_assert(whence::question<archetypes::question, double>);
static_assert(!whence::question<archetypes::question, float>);
static_assert(!whence::names_class<archetypes::question>);

struct without_value : archetypes::question {
  void value();
};
static_assert(!whence::question<without_value, double>);

struct value_not_const : archetypes::question {
  double value(in);
};
static_assert(!whence::question<value_not_const, double>);

struct value_of_other_numbers : archetypes::question {
  float value(in) const;
};
static_assert(!whence::question<value_of_other_numbers, double>);

struct without_cotangent : archetypes::question {
  void cotangent();
};
static_assert(!whence::question<without_cotangent, double>);

struct cotangent_not_const : archetypes::question {
  void cotangent(in, out);
};
static_assert(!whence::question<cotangent_not_const, double>);

struct cotangent_returned : archetypes::question {
  out cotangent(in, out) const;
};
static_assert(!whence::question<cotangent_returned, double>);

struct of_a_class : archetypes::question {
  std::size_t class_index() const;
};
static_assert(whence::names_class<of_a_class>);

struct of_a_signed_class : archetypes::question {
  int class_index() const;
};
static_assert(!whence::names_class<of_a_signed_class>);

static_assert(whence::score_function<archetypes::score_function, double>);
static_assert(!whence::score_function<archetypes::score_function, float>);

struct without_ask : archetypes::score_function {
  void ask();
};
static_assert(!whence::score_function<without_ask, double>);

struct ask_not_const : archetypes::score_function {
  archetypes::movable_question ask(in, std::size_t);
};
static_assert(!whence::score_function<ask_not_const, double>);

struct ask_without_the_image : archetypes::score_function {
  archetypes::movable_question ask(in) const;
};
static_assert(!whence::score_function<ask_without_the_image, double>);

struct asks_a_number : archetypes::score_function {
  double ask(in, std::size_t) const;
};
static_assert(!whence::score_function<asks_a_number, double>);

}  // namespace
