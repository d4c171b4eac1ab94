# SPDX-License-Identifier: BSD-3-Clause
"""Tensors whose places, sizes and strides lie; in a zip archive."""

from pickle_bytes import EMPTY_DICT, FALSE, NONE, ORDERED_DICT, call, glob, state, storage, tensor, text, tuple_of
from zip_bytes import pth


def add_shapes(add, add_tensor):
    add_tensor(
        "offset_negative",
        dict(offset=-1),
        "expected a first element that is a number from 0 to 2^63 - 1, got the number -1",
    )
    add_tensor("offset_past_the_end", dict(offset=2), "expected elements within a storage of 2, got element 3")
    add_tensor(
        "offset_wraps",
        dict(offset=2**63 - 1),
        "expected elements within a storage of 2, got element 9223372036854775808",
    )
    add_tensor(
        "offset_wider_than_64_bits",
        dict(offset=2**64 - 1),
        "expected a first element that is a number from 0 to 2^63 - 1, got a number of more than 64 bits",
    )
    add_tensor(
        "offset_is_text",
        dict(offset=text("0")),
        "expected a first element that is a number from 0 to 2^63 - 1, got the text '0'",
    )
    add_tensor(
        "size_negative", dict(size=(-2,)), "expected an extent that is a number from 0 to 2^63 - 1, got the number -2"
    )
    add_tensor("size_too_large", dict(size=(3,)), "expected elements within a storage of 2, got element 2")
    add_tensor(
        "size_far_too_large",
        dict(size=(2**62,)),
        "expected elements within a storage of 2, got element 4611686018427387903",
    )
    add_tensor(
        "size_wider_than_64_bits",
        dict(size=(2**64,)),
        "expected an extent that is a number from 0 to 2^63 - 1, got a number of more than 64 bits",
    )
    add_tensor(
        "size_wraps_to_zero",
        dict(size=(2**32, 2**32), stride=(0, 0)),
        "expected a shape whose values can be counted, got 2^64 or more",
    )
    add_tensor(
        "size_wraps_before_a_zero",
        dict(size=(2**62, 2**62, 0), stride=(1, 1, 1)),
        "expected a shape whose values can be counted, got 2^64 or more",
    )
    add_tensor("size_is_none", dict(size=NONE), "expected extents in a tuple of at most 32")
    add_tensor("size_is_a_dict", dict(size=EMPTY_DICT), "expected extents in a tuple of at most 32")
    add_tensor(
        "size_of_texts",
        dict(size=tuple_of(text("2"))),
        "expected an extent that is a number from 0 to 2^63 - 1, got the text '2'",
    )
    add_tensor(
        "size_of_truth",
        dict(size=tuple_of(b"\x88")),
        "expected an extent that is a number from 0 to 2^63 - 1, got a boolean",
    )
    add_tensor(
        "stride_negative",
        dict(offset=1, stride=(-1,)),
        "expected a stride that is a number from 0 to 2^63 - 1, got the number -1",
    )
    add_tensor("stride_past_the_end", dict(stride=(2,)), "expected elements within a storage of 2, got element 2")
    add_tensor(
        "stride_wraps",
        dict(size=(3, 2), stride=(2**63 - 1, 1)),
        "expected elements within a storage of 2, got element 18446744073709551615",
    )
    add_tensor(
        "stride_product_wraps_to_one",
        dict(size=(2, 2), stride=(2**62, 2**62)),
        "expected elements within a storage of 2, got element 9223372036854775808",
    )
    add_tensor(
        "stride_zero",
        dict(stride=(0,)),
        "expected a value for each place (in Python, tensor.contiguous()), got an expanded view, which repeats values along axis 0",
    )
    add_tensor(
        "stride_zero_of_gigabytes",
        dict(size=(2**20, 2**12), stride=(0, 0)),
        "expected a value for each place (in Python, tensor.contiguous()), got an expanded view, which repeats values along axis 0",
    )
    add_tensor(
        "stride_overlaps_itself",
        dict(size=(2, 2), stride=(1, 0)),
        "expected a value for each place (in Python, tensor.contiguous()), got an expanded view, which repeats values along axis 1",
    )
    add_tensor("strides_fewer", dict(size=(1, 2)), "expected a stride for each of 2 extents, got 1 strides")
    add_tensor("strides_more", dict(stride=(1, 1)), "expected a stride for each of 1 extents, got 2 strides")
    add_tensor(
        "rank_1000",
        dict(size=(1,) * 1000, stride=(1,) * 1000),
        "expected extents in a tuple of at most 32, got a tuple of 1000",
    )
    few = call(glob("torch._utils", "_rebuild_tensor_v2"), storage())
    add(
        "tensor_of_too_few",
        pth(state(("a", few))),
        "expected the arguments of torch._utils._rebuild_tensor_v2, got a tuple of 1",
    )
    many = call(glob("torch._utils", "_rebuild_tensor_v2"), *[storage()] * 9)
    add(
        "tensor_of_too_many",
        pth(state(("a", many))),
        "expected the arguments of torch._utils._rebuild_tensor_v2, got a tuple of 9",
    )
    add("tensor_of_a_text", pth(state(("a", tensor(text("0"))))), "tensor 'a': expected a storage, got the text '0'")
    add("tensor_of_a_tensor", pth(state(("a", tensor(tensor())))), "tensor 'a': expected a storage, got a tensor")
    add(
        "parameter_of_none",
        pth(state(("a", call(glob("torch._utils", "_rebuild_parameter"), NONE, FALSE, ORDERED_DICT)))),
        "expected the arguments of torch._utils._rebuild_parameter, got a tuple of 3",
    )
    add(
        "tensor_alone",
        pth(tensor()),
        "expected a dictionary of tensors, as of torch.save(model.state_dict(), ...), got a tensor",
    )
    view = tensor(size=(2, 2), stride=(1, 1))  # 3 elements, one of them twice: more than the 2 there are
    add(
        "tensor_of_a_view_upon_itself",
        pth(state(("a", view))),
        "tensor 'a': expected elements within a storage of 2, got element 2",
    )
    view = tensor(storage(numel=4), size=(2, 2, 2), stride=(1, 1, 1))  # 8 places, of elements 0 to 3
    add(
        "tensor_of_more_than_its_storage",
        pth(state(("a", view)), {"0": bytes(16)}),
        "tensor 'a': expected a value for each place (in Python, tensor.contiguous()), got a view that repeats values: 8 of a storage of 4",
    )


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    def add_tensor(name, what, expects):
        add("tensor_" + name, pth(state(("a.weight", tensor(**what)))), "tensor 'a.weight': " + expects)

    add_shapes(add, add_tensor)
