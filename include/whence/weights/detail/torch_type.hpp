// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <whence/weights/detail/element_type.hpp>

namespace whence::detail {

/// What PyTorch calls a type of elements.
struct torch_type {
  std::string_view dtype;               ///< torch.dtype
  std::string_view storage;             ///< torch.storageStorage, as far as there is one
  std::size_t bytes;                    ///< of one element
  std::optional<element_type> element;  ///< nothing where it is no number of its own
};

/// @source https://github.com/pytorch/pytorch, torch/storage.py, `_dtype_to_storage_type_map` and `_new_dtypes`
inline constexpr std::array<torch_type, 47> torch_types{{{"float64", "Double", 8, element_type::f64},
                                                         {"float32", "Float", 4, element_type::f32},
                                                         {"float16", "Half", 2, element_type::f16},
                                                         {"bfloat16", "BFloat16", 2, element_type::bf16},
                                                         {"int64", "Long", 8, element_type::i64},
                                                         {"int32", "Int", 4, element_type::i32},
                                                         {"int16", "Short", 2, element_type::i16},
                                                         {"int8", "Char", 1, element_type::i8},
                                                         {"uint8", "Byte", 1, element_type::u8},
                                                         {"bool", "Bool", 1, element_type::boolean},
                                                         {"complex64", "ComplexFloat", 8, {}},
                                                         {"complex128", "ComplexDouble", 16, {}},
                                                         {"qint8", "QInt8", 1, {}},
                                                         {"qint32", "QInt32", 4, {}},
                                                         {"quint8", "QUInt8", 1, {}},
                                                         {"quint4x2", "QUInt4x2", 1, {}},
                                                         {"quint2x4", "QUInt2x4", 1, {}},
                                                         {"float8_e5m2", "", 1, element_type::f8_e5m2},
                                                         {"float8_e4m3fn", "", 1, element_type::f8_e4m3fn},
                                                         {"float8_e5m2fnuz", "", 1, element_type::f8_e5m2fnuz},
                                                         {"float8_e4m3fnuz", "", 1, element_type::f8_e4m3fnuz},
                                                         {"float8_e8m0fnu", "", 1, element_type::f8_e8m0},
                                                         {"uint16", "", 2, element_type::u16},
                                                         {"uint32", "", 4, element_type::u32},
                                                         {"uint64", "", 8, element_type::u64},
                                                         {"float4_e2m1fn_x2", "", 1, {}},
                                                         {"bits8", "", 1, {}},
                                                         {"bits16", "", 2, {}},
                                                         {"bits1x8", "", 1, {}},
                                                         {"bits2x4", "", 1, {}},
                                                         {"bits4x2", "", 1, {}},
                                                         {"complex32", "", 4, {}},
                                                         {"bcomplex32", "", 4, {}},
                                                         {"int1", "", 1, {}},
                                                         {"int2", "", 1, {}},
                                                         {"int3", "", 1, {}},
                                                         {"int4", "", 1, {}},
                                                         {"int5", "", 1, {}},
                                                         {"int6", "", 1, {}},
                                                         {"int7", "", 1, {}},
                                                         {"uint1", "", 1, {}},
                                                         {"uint2", "", 1, {}},
                                                         {"uint3", "", 1, {}},
                                                         {"uint4", "", 1, {}},
                                                         {"uint5", "", 1, {}},
                                                         {"uint6", "", 1, {}},
                                                         {"uint7", "", 1, {}}}};

/// Bytes without a type of their own. A tensor straight upon them is one of uint8.
inline constexpr torch_type torch_bytes{"uint8", "Untyped", 1, element_type::u8};

}  // namespace whence::detail
