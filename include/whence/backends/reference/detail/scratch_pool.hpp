// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace whence::reference::detail {

/// Memory that goes out of use and into use again without going back to the system, whose fresh pages cost as much as
/// the work done in them. For several threads at once. Never keeps more than was in use at one time.
class scratch_pool : public std::enable_shared_from_this<scratch_pool> {
 public:
  static constexpr std::size_t alignment = 64;

  /// Room for numbers, not initialised; goes back to its pool by itself.
  class buffer {
   public:
    buffer() = default;
    [[nodiscard]] float* data() const { return memory_.get(); }
    explicit operator bool() const { return memory_ != nullptr; }

    buffer(buffer&& other) noexcept = default;
    buffer& operator=(buffer&& other) noexcept {
      if (this != &other) {
        give_back();
        memory_ = std::move(other.memory_);
        size_ = other.size_;
        pool_ = std::move(other.pool_);
      }
      return *this;
    }
    ~buffer() { give_back(); }

   private:
    friend class scratch_pool;
    struct aligned_delete {
      void operator()(float* numbers) const { ::operator delete (numbers, std::align_val_t{alignment}); }
    };

    void give_back() noexcept {
      if (memory_ != nullptr && pool_ != nullptr) std::exchange(pool_, nullptr)->take_back(std::move(*this));
      memory_.reset();
    }

    std::unique_ptr<float, aligned_delete> memory_;
    std::size_t size_ = 0;
    std::shared_ptr<scratch_pool> pool_;
  };

  /// @param size numbers
  /// @throws std::bad_alloc
  [[nodiscard]] buffer take(std::size_t size) {
    std::unique_lock const lock(mutex_);
    auto const best = std::min_element(idle_.begin(), idle_.end(), [&](buffer const& a, buffer const& b) {
      return (a.size_ < size) != (b.size_ < size) ? b.size_ < size : a.size_ < b.size_;
    });
    buffer taken;
    if (best != idle_.end() && best->size_ >= size) {
      taken = std::move(*best);
      idle_.erase(best);
    } else {
      taken = scratch_pool::lasting(size);
      idle_.reserve(++buffers_);  // so that giving back never allocates
    }
    taken.pool_ = shared_from_this();
    in_use_ += taken.size_;
    most_in_use_ = std::max(most_in_use_, in_use_);
    drop_idle(most_in_use_ - in_use_);
    return taken;
  }

  /// The same, of no pool: for what lasts.
  [[nodiscard]] static buffer lasting(std::size_t size) {
    buffer result;
    std::size_t const bytes = (size * sizeof(float) + alignment - 1) / alignment * alignment;
    result.memory_.reset(static_cast<float*>(::operator new (bytes, std::align_val_t{alignment})));
    result.size_ = size;
    return result;
  }

  /// Gives what is idle back to the system.
  void release() {
    std::unique_lock const lock(mutex_);
    most_in_use_ = in_use_;
    drop_idle(0);
  }

  /// Bytes that are kept and not in use.
  [[nodiscard]] std::size_t idle_bytes() const {
    std::unique_lock const lock(mutex_);
    std::size_t size = 0;
    for (buffer const& kept : idle_) size += kept.size_;
    return size * sizeof(float);
  }

 private:
  void take_back(buffer&& given) noexcept {
    std::unique_lock const lock(mutex_);
    in_use_ -= given.size_;
    idle_.push_back(std::move(given));
  }

  void drop_idle(std::size_t most) {
    std::size_t size = 0;
    for (buffer const& kept : idle_) size += kept.size_;
    while (size > most) {
      auto const smallest = std::min_element(idle_.begin(), idle_.end(),
                                             [](buffer const& a, buffer const& b) { return a.size_ < b.size_; });
      size -= smallest->size_;
      idle_.erase(smallest);
      --buffers_;
    }
  }

  mutable std::mutex mutex_;
  std::vector<buffer> idle_;
  std::size_t buffers_ = 0;      // in use and idle
  std::size_t in_use_ = 0;       // numbers
  std::size_t most_in_use_ = 0;  // numbers
};

}  // namespace whence::reference::detail
