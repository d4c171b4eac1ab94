// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <whence/weights/detail/torch_type.hpp>

namespace whence::detail {

/// What a global that may stand in a pickle does when it is called.
enum class pickle_action {
  ordered_dictionary,
  counter,
  size,            ///< of a tensor: a tuple
  parameter,       ///< a tensor that is trained
  rebuild_tensor,  ///< versions 1 to 3: of a storage, with strides
  rebuild_tensor_v2,
  rebuild_tensor_v3,
  rebuild_parameter,
  rebuild_from_type,       ///< a call of one of the others, for tensors with attributes
  rebuild_foreign_tensor,  ///< a tensor that is no rows of numbers
  make_opaque,             ///< something that is not looked at
  none                     ///< it cannot be called: a type of elements or of storages
};

[[nodiscard]] constexpr bool is_class(pickle_action action) {
  using enum pickle_action;
  return action == ordered_dictionary || action == counter || action == size || action == parameter ||
         action == rebuild_foreign_tensor || action == make_opaque;
}

struct pickle_global {
  pickle_action action;
  torch_type const* dtype = nullptr;
  torch_type const* storage = nullptr;
};

/// The functions and classes that PyTorch's own loader lets a file of weights name, and what they do here. None is
/// ever called: the reader has its own answer to each.
///
/// @param name "module.name"
/// @return nothing where the name is not allowed
/// @source https://github.com/pytorch/pytorch, torch/_weights_only_unpickler.py, `_get_allowed_globals`
[[nodiscard]] inline std::optional<pickle_global> allowed_global(std::string_view name) {
  using enum pickle_action;
  static constexpr std::array<std::pair<std::string_view, pickle_action>, 32> named{
      {{"collections.OrderedDict", ordered_dictionary},
       {"collections.Counter", counter},
       {"torch.Size", size},
       {"torch.nn.parameter.Parameter", parameter},
       {"torch._utils._rebuild_tensor", rebuild_tensor},
       {"torch._utils._rebuild_tensor_v2", rebuild_tensor_v2},
       {"torch._utils._rebuild_tensor_v3", rebuild_tensor_v3},
       {"torch._utils._rebuild_parameter", rebuild_parameter},
       {"torch._utils._rebuild_parameter_with_state", rebuild_parameter},
       {"torch._tensor._rebuild_from_type_v2", rebuild_from_type},
       {"torch._utils._rebuild_qtensor", rebuild_foreign_tensor},
       {"torch._utils._rebuild_sparse_tensor", rebuild_foreign_tensor},
       {"torch._utils._rebuild_meta_tensor_no_storage", rebuild_foreign_tensor},
       {"torch._utils._rebuild_wrapper_subclass", rebuild_foreign_tensor},
       {"torch._utils._rebuild_device_tensor_from_numpy", rebuild_foreign_tensor},
       {"torch._utils._rebuild_device_tensor_from_cpu_tensor", rebuild_foreign_tensor},
       {"torch.Tensor", rebuild_foreign_tensor},
       {"torch.device", make_opaque},
       {"torch.serialization._get_layout", make_opaque},
       {"_codecs.encode", make_opaque},
       {"builtins.bytearray", make_opaque},
       {"__builtin__.bytearray", make_opaque},
       {"builtins.set", make_opaque},
       {"__builtin__.set", make_opaque},
       {"builtins.complex", make_opaque},
       {"__builtin__.complex", make_opaque},
       {"torch.per_tensor_affine", none},
       {"torch.per_tensor_symmetric", none},
       {"torch.per_channel_affine", none},
       {"torch.per_channel_symmetric", none},
       {"torch.per_channel_affine_float_qparams", none},
       {"torch.storage.TypedStorage", none}}};
  for (auto const& [known, action] : named) {
    if (name == known) return pickle_global{action};
  }
  if (name == "torch.storage.UntypedStorage") return pickle_global{none, nullptr, &torch_bytes};

  auto const cut = [&name](std::string_view start) {
    bool const has_it = name.starts_with(start);
    if (has_it) name.remove_prefix(start.size());
    return has_it;
  };
  if (!cut("torch.")) return std::nullopt;
  for (auto const& type : torch_types) {
    if (name == type.dtype) return pickle_global{none, &type};
  }
  (void)cut("cuda.");  // where the numbers once were does not matter
  bool const is_sparse = cut("sparse.");
  bool const is_tensor = name.ends_with("Tensor");
  if (!is_tensor && (is_sparse || !name.ends_with("Storage"))) return std::nullopt;
  name.remove_suffix(is_tensor ? 6 : 7);
  for (auto const& type : torch_types) {
    if (name.empty() || name != type.storage) continue;
    if (!is_tensor) return pickle_global{none, nullptr, &type};
    if (type.element && !(is_sparse && name == "Bool")) return pickle_global{rebuild_foreign_tensor};
  }
  return std::nullopt;
}

}  // namespace whence::detail
