// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/negated.hpp>
#include <whence/scores/output.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

static whence::logit_matrix<double> const clean = {{0.0, 3.0, 2.0}, {5.0, 1.0, 4.0}};
static whence::logit_matrix<double> const noisy = {{9.0, 3.5, 2.0}, {5.5, 1.0, 8.0}};  // other classes lead

/// A score of somebody else's: the logit's square, without `expect_images` and without a class.
struct squared_logit {
  struct question {
    std::size_t index;
    template <class T>
    T value(std::span<T const> logits) const {
      return logits[index] * logits[index];
    }
    template <class T>
    void cotangent(std::span<T const> logits, std::span<T> out) const {
      std::ranges::fill(out, T(0));
      out[index] = T(2) * logits[index];
    }
  };
  template <class T>
  question ask(std::span<T const>, std::size_t image) const {
    return {image};
  }
};

BOOST_AUTO_TEST_SUITE(scores_pinned)

BOOST_AUTO_TEST_CASE(every_image_is_asked_its_own_question) {
  auto const asked = whence::pin(clean, whence::top_logit{});
  BOOST_TEST(asked.questions.size() == 2u);
  BOOST_TEST((asked.classes() == whence::tensor<std::size_t, 1>{1, 0}));
  BOOST_TEST((asked.scores(clean) == whence::tensor<double, 1>{3.0, 5.0}));
  BOOST_TEST((asked.cotangents(clean) == whence::logit_matrix<double>{{0.0, 1.0, 0.0}, {1.0, 0.0, 0.0}}));
}

BOOST_AUTO_TEST_CASE(questions_stay_what_they_were_when_other_classes_lead) {
  auto const asked = whence::pin(clean, whence::top_logit{});
  BOOST_TEST((asked.scores(noisy) == whence::tensor<double, 1>{3.5, 5.5}));
  BOOST_TEST((asked.cotangents(noisy) == asked.cotangents(clean)));
}

BOOST_AUTO_TEST_CASE(cotangents_are_taken_at_the_logits_given) {
  auto const asked = whence::pin(clean, squared_logit{});  // image n: z_n squared
  BOOST_TEST((asked.cotangents(noisy) == whence::logit_matrix<double>{{18.0, 0.0, 0.0}, {0.0, 2.0, 0.0}}));
}

BOOST_AUTO_TEST_CASE(pinned_questions_are_a_score_and_pinning_them_again_changes_nothing) {
  auto const asked = whence::pin(clean, whence::logit_margin{.against = 2});
  static_assert(whence::score_function<std::remove_const_t<decltype(asked)>, double>);
  auto const again = whence::pin(noisy, asked);
  static_assert(std::same_as<decltype(asked), decltype(again)>);
  BOOST_TEST((again.classes() == asked.classes()));
  BOOST_TEST((again.scores(noisy) == asked.scores(noisy)));
}

BOOST_AUTO_TEST_CASE(pinned_questions_can_be_negated) {
  auto const asked = whence::pin(clean, whence::negated{whence::pin(clean, whence::top_logit{})});
  BOOST_TEST((asked.scores(clean) == whence::tensor<double, 1>{-3.0, -5.0}));
  BOOST_TEST((asked.classes() == whence::tensor<std::size_t, 1>{1, 0}));
}

BOOST_AUTO_TEST_CASE(questions_about_no_class_give_no_classes) {
  BOOST_TEST(whence::pin(clean, whence::output{1}).classes().size() == 0u);
  BOOST_TEST(whence::pin(clean, squared_logit{}).classes().size() == 0u);
}

BOOST_AUTO_TEST_CASE(a_list_of_classes_must_fit_the_batch_in_both_directions) {
  BOOST_CHECK_THROW(static_cast<void>(whence::pin(clean, whence::class_logit{{0, 1, 2}})), whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(whence::pin(clean, whence::class_logit{std::vector<std::size_t>{0}})),
                    whence::score_error);
  BOOST_CHECK_THROW(static_cast<void>(whence::pin(clean, whence::negated{whence::class_logit{{0, 1, 2}}})),
                    whence::score_error);
  BOOST_TEST((whence::pin(clean, whence::class_logit{{2, 1}}).classes() == whence::tensor<std::size_t, 1>{2, 1}));
}

BOOST_AUTO_TEST_CASE(a_batch_of_another_size_than_the_pinned_one_is_refused) {
  auto const asked = whence::pin(clean, whence::top_logit{});
  whence::logit_matrix<double> const three = xt::zeros<double>({3, 3});
  auto const says = [](whence::score_error const& complaint) {
    return std::string(complaint.what()) ==
           "pinned questions: expected the batch of 2 they were pinned for, got 3 images";
  };
  BOOST_CHECK_EXCEPTION(static_cast<void>(asked.scores(three)), whence::score_error, says);
  BOOST_CHECK_EXCEPTION(static_cast<void>(asked.cotangents(three)), whence::score_error, says);
}

BOOST_AUTO_TEST_CASE(an_empty_batch_has_no_questions) {
  whence::logit_matrix<double> const none = xt::zeros<double>({0, 3});
  auto const asked = whence::pin(none, whence::top_logit{});
  BOOST_TEST(asked.questions.empty());
  BOOST_TEST(asked.scores(none).size() == 0u);
  BOOST_TEST(asked.classes().size() == 0u);
  BOOST_TEST(asked.cotangents(none).shape(1) == 3u);
}

BOOST_AUTO_TEST_CASE(float_logits_are_asked_in_float) {
  whence::logit_matrix<float> const logits = {{0.0F, 0.0F}};
  auto const asked = whence::pin(logits, whence::log_probability{});
  static_assert(std::same_as<decltype(asked.scores(logits)), whence::tensor<float, 1>>);
  BOOST_TEST((asked.cotangents(logits) == whence::logit_matrix<float>{{0.5F, -0.5F}}));
}

BOOST_AUTO_TEST_SUITE_END()
