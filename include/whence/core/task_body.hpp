// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace whence {

/// A task's body, by reference: what a host program's own `parallel_for` is handed. What shares out work sees this type
/// and no other, and so is compiled once and not once a body.
class task_body {
 public:
  template <class Body>
  requires(!std::same_as<std::remove_cvref_t<Body>, task_body>) explicit task_body(Body& body)
      : body_(const_cast<void*>(static_cast<void const*>(std::addressof(body)))),
        call_([](void* erased, std::size_t task, std::size_t worker) { (*static_cast<Body*>(erased))(task, worker); }) {
  }

  void operator()(std::size_t task, std::size_t worker) const { call_(body_, task, worker); }

 private:
  void* body_;
  void (*call_)(void*, std::size_t, std::size_t);
};

}  // namespace whence
