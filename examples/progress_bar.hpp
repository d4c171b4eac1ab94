// SPDX-License-Identifier: BSD-3-Clause
// How far a long work is, on the terminal's last line; nothing where there is no terminal.
#pragma once
#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <string>
#include <utility>

/// Draws "rise 34 % 1360/4001, 12 s left" on standard error, if that is a terminal, and erases it at its end. Work that
/// is done in no time draws nothing.
///
///     progress_bar bar("rise");
///     method.observer = bar.observer();  // while `bar` lives
///
/// Messages are best written when it is gone, or after `erase()`.
class progress_bar {
  using clock = std::chrono::steady_clock;

 public:
  explicit progress_bar(std::string title) : title_(std::move(title)) {}
  progress_bar(progress_bar const&) = delete;
  progress_bar& operator=(progress_bar const&) = delete;
  ~progress_bar() { erase(); }

  /// What a method's `observer` may be.
  [[nodiscard]] auto observer() {
    return [this](std::size_t done, std::size_t all) { show(done, all); };
  }

  void show(std::size_t done, std::size_t all) {
    if (!on_terminal_ || all == 0) return;
    auto const now = clock::now();
    if (now - begin_ < patience || (is_drawn_ && now - drawn_ < pause)) return;
    std::string line =
        title_ + ' ' + std::to_string(100 * done / all) + " % " + std::to_string(done) + '/' + std::to_string(all);
    if (done != 0 && done < all) {
      std::chrono::duration<double> const gone = now - begin_;
      line += ", " + time_text(gone.count() * static_cast<double>(all - done) / static_cast<double>(done)) + " left";
    }
    line.resize(std::min(line.size(), columns() - 1));  // a line that is broken in two cannot be erased
    std::cerr << restart << line << std::flush;
    drawn_ = now;
    is_drawn_ = true;
  }

  void erase() {
    if (std::exchange(is_drawn_, false)) std::cerr << restart << std::flush;
  }

  /// Seconds in words, such as "12 s" or "3 min".
  [[nodiscard]] static std::string time_text(double seconds) {
    if (seconds < 90) return std::to_string(std::lround(seconds)) + " s";
    if (seconds < 90 * 60) return std::to_string(std::lround(seconds / 60)) + " min";
    return std::to_string(std::lround(seconds / 3600)) + " h";
  }

 private:
  static constexpr char restart[] = "\r\x1b[K";
  static constexpr std::chrono::milliseconds patience{300};  // before it is first drawn
  static constexpr std::chrono::milliseconds pause{100};     // between two drawings

  static std::size_t columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
  }

  std::string title_;
  bool on_terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool is_drawn_ = false;
  clock::time_point begin_ = clock::now();
  clock::time_point drawn_{};
};
