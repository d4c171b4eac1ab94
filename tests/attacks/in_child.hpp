// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <whence/core/error.hpp>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#include <sanitizer/lsan_interface.h>
#endif
#endif

namespace attacks {

enum class answer {
  value,      ///< the body came to its end
  refusal,    ///< a whence::error
  exception,  ///< another exception
  death       ///< a signal, a sanitizer's report, too much time
};

struct outcome {
  answer kind = answer::death;
  std::string message;
  std::size_t peak_bytes = 0;  ///< of the whole process
  double cpu_seconds = 0;      ///< the same
};

inline constexpr unsigned most_cpu_seconds = 10;
inline constexpr std::size_t most_bytes = std::size_t{2} << 30;  ///< no child may take the whole machine's

[[nodiscard]] inline std::size_t resident_bytes(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// Calls `body` in a process of its own, so that whatever it does is something to tell. A body's text is its message.
template <class Body>
[[nodiscard]] outcome in_child(Body const& body, unsigned cpu_seconds = most_cpu_seconds) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  pid_t const child = ::fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    ::close(ends[0]);
    rlimit const cpu{cpu_seconds, cpu_seconds + 1};
    ::setrlimit(RLIMIT_CPU, &cpu);
    rlimit const no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::alarm(30 * cpu_seconds);  // for what waits and does not work
    std::string text;
    try {
      text = 'v' + body();
    } catch (whence::error const& refusal) {
      text = std::string("r") + refusal.what();
    } catch (std::exception const& other) {
      text = std::string("x") + other.what();
    } catch (...) {
      text = "xsomething that is no std::exception";
    }
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);  // now: the search for leaks takes memory, too
    text.insert(0, std::to_string(used.ru_maxrss) + ' ');
    int code = 0;
#ifdef __SANITIZE_ADDRESS__
    if (__lsan_do_recoverable_leak_check() != 0) code = 87;
#endif
    for (std::size_t sent = 0; sent != text.size();) {
      auto const count = ::write(ends[1], text.data() + sent, text.size() - sent);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    ::_exit(code);
  }
  ::close(ends[1]);
  std::string text;
  std::array<char, 4096> part{};
  bool is_too_large = false;
  for (;;) {
    pollfd wait{ends[0], POLLIN, 0};
    if (::poll(&wait, 1, 20) == 0) {
      if (!is_too_large && resident_bytes(child) > most_bytes) {
        is_too_large = true;
        ::kill(child, SIGKILL);
      }
      continue;
    }
    auto const count = ::read(ends[0], part.data(), part.size());
    if (count <= 0) break;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  ::close(ends[0]);
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child) throw std::runtime_error("the child process is lost");

  outcome result;
  result.peak_bytes = static_cast<std::size_t>(used.ru_maxrss) * 1024;
  result.cpu_seconds = static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) * 1e-6;
  if (WIFSIGNALED(status)) {
    bool const is_time = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM;
    result.message = is_too_large ? "too much memory" : is_time ? "too much time" : "a signal";
    result.message += ": signal " + std::to_string(WTERMSIG(status));
    return result;
  }
  auto const space = text.find(' ');
  if (WEXITSTATUS(status) != 0 || space == text.npos) {
    result.message = WEXITSTATUS(status) == 87
                         ? "memory that is never freed: " + text
                         : "a sanitizer's report, exit code " + std::to_string(WEXITSTATUS(status));
    return result;
  }
  result.peak_bytes = std::stoull(text.substr(0, space)) * 1024;
  char const kind = text[space + 1];
  result.kind = kind == 'v' ? answer::value : kind == 'r' ? answer::refusal : answer::exception;
  result.message = text.substr(space + 2);
  return result;
}

}  // namespace attacks
