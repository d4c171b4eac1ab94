// SPDX-License-Identifier: BSD-3-Clause
// torch.hub names files of weights by the first digits of their SHA-256, as in vgg16-397923af.pth.
#pragma once
#include <openssl/evp.h>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/error.hpp>

namespace explain {

namespace detail {

/// Eight digits that are a day, as in model-20240131.pth, are no hash.
inline bool is_date(std::string_view digits) {
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  auto const month = digits.substr(4, 2), day = digits.substr(6, 2);
  return (digits.starts_with("19") || digits.starts_with("20")) && month >= "01" && month <= "12" && day >= "01" &&
         day <= "31";
}

}  // namespace detail

/// The digits of a hash that the file's name carries: 8 to 64 of them between a hyphen and a dot, as torch.hub seeks
/// them.
inline std::optional<std::string> hash_in_name(std::filesystem::path const& file) {
  std::string const name = file.filename().string();
  for (std::size_t hyphen = name.rfind('-'); hyphen != std::string::npos && hyphen != 0;
       hyphen = name.rfind('-', hyphen - 1)) {
    std::size_t const end = name.find_first_not_of("0123456789abcdef", hyphen + 1);
    if (end == std::string::npos || name[end] != '.') continue;
    std::string const digits = name.substr(hyphen + 1, end - hyphen - 1);
    if (digits.size() >= 8 && digits.size() <= 64 && !detail::is_date(digits)) return digits;
  }
  return std::nullopt;
}

/// The SHA-256 of a file, 64 digits.
///
/// @throws whence::error where the file cannot be read
inline std::string sha256_of(std::filesystem::path const& file) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> const context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool fine = stream && context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<unsigned char> block(std::size_t{1} << 18);
  while (fine) {
    std::size_t const count = std::fread(block.data(), 1, block.size(), stream.get());
    if (count == 0) break;
    fine = EVP_DigestUpdate(context.get(), block.data(), count) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (!fine || std::ferror(stream.get()) != 0 || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1) {
    throw whence::error(file.string(), "a file whose SHA-256 can be computed", "one that cannot be read to its end");
  }
  std::string text;
  for (unsigned i = 0; i != length; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

/// What a file's name says of its content, and what the content says.
struct hash_check {
  std::string file;
  std::string named;     ///< the first digits, or all
  std::string computed;  ///< all

  [[nodiscard]] bool agrees() const { return computed.starts_with(named); }
  [[nodiscard]] std::string warning() const {
    return file + ": its name says that its SHA-256 begins with " + named + ", but it is " + computed +
           ". Unless the weights were changed on purpose, download them again; a file of one's own is better named "
           "otherwise.";
  }
};

/// Nothing where the name carries no hash.
inline std::optional<hash_check> check_hash(std::string const& file) {
  auto named = hash_in_name(file);
  if (!named) return std::nullopt;
  std::string computed = sha256_of(file);
  return hash_check{file, std::move(*named), std::move(computed)};
}

}  // namespace explain
