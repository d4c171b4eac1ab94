// SPDX-License-Identifier: BSD-3-Clause
// Photos, pictures and arrays in files.
#pragma once
#include <whence/io/decode_photo.hpp>
#include <whence/io/decode_photo16.hpp>
#include <whence/io/encode_png.hpp>
#include <whence/io/npy_error.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/io/read_photo16.hpp>
#include <whence/io/write_error.hpp>
#include <whence/io/write_npy.hpp>
#include <whence/io/write_png.hpp>
