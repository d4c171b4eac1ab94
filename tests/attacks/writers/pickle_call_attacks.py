# SPDX-License-Identifier: BSD-3-Clause
"""Pickles that call what no state dict holds; in a zip archive."""

from pickle_bytes import (
    BUILD,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    NONE,
    ORDERED_DICT,
    POP,
    REDUCE,
    SETITEM,
    STOP,
    call,
    glob,
    state,
    tensor,
    text,
    tuple_of,
)
from zip_bytes import archive, pth, records_of


def raw(data):
    """A zip file whose data.pkl is just that."""
    return archive(records_of(data))


def add_calls(add):
    command = tuple_of(text("touch whence_was_here"))
    for module, name in (("os", "system"), ("posix", "system"), ("nt", "system"), ("builtins", "eval"),
                         ("builtins", "exec"), ("builtins", "getattr"), ("__builtin__", "eval"),
                         ("subprocess", "Popen"), ("torch", "load"), ("torch.serialization", "load"),
                         ("torch.storage", "_load_from_bytes"), ("numpy.core.multiarray", "_reconstruct"),
                         ("collections", "defaultdict"), ("torch.nn.modules.linear", "Linear")):  # fmt: skip
        add(f"call_{module}_{name}".replace("__", "_"), pth(glob(module, name) + command + REDUCE), f"{module}.{name}")
    add("call_within_a_state", pth(state(("a", glob("os", "system") + command + REDUCE))), "os.system")
    add("call_never_used", pth(glob("os", "system") + POP + state(("a", tensor()))), "os.system")
    add(
        "call_of_a_name_of_escapes",
        pth(glob("\x1b[31m", "\x1b]0;\x07") + command + REDUCE),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global ?[31m.?]0;?, which is never loaded",
    )
    add(
        "call_of_a_name_with_dots",
        pth(glob("collections", "OrderedDict.__class__.mro") + command + REDUCE),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global collections.OrderedDict.__class__.mro, which is never loaded",
    )
    add(
        "call_of_a_long_name",
        pth(glob("a" * 3000, "b" * 3000) + command + REDUCE),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..., which is never loaded",
    )
    add("call_of_nothing", pth(NONE + EMPTY_TUPLE + REDUCE), "expected a function to call, got None")
    add("call_of_a_text", pth(text("eval") + EMPTY_TUPLE + REDUCE), "expected a function to call, got the text 'eval'")
    add(
        "call_of_a_storage_type",
        pth(glob("torch", "FloatStorage") + EMPTY_TUPLE + REDUCE),
        "expected a function to call, got the global torch.FloatStorage",
    )
    add(
        "call_without_a_tuple",
        pth(glob("collections", "OrderedDict") + text("a") + REDUCE),
        "expected a tuple of arguments, got the text 'a'",
    )
    add(
        "call_by_inst",
        raw(b"\x80\x02(ios\nsystem\n" + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x69",
    )
    add(
        "call_by_obj",
        raw(b"\x80\x02(" + glob("os", "system") + text("id") + b"o" + STOP),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global os.system, which is never loaded",
    )
    add(
        "call_by_newobj",
        raw(b"\x80\x02" + glob("os", "system") + command + b"\x81" + STOP),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global os.system, which is never loaded",
    )
    add(
        "call_by_newobj_ex",
        raw(b"\x80\x04" + glob("os", "system") + command + EMPTY_DICT + b"\x92" + STOP),
        "expected only what a state dict holds: in Python, torch.save(model.state_dict(), ...), got the global os.system, which is never loaded",
    )
    add(
        "call_by_stack_global",
        raw(b"\x80\x04" + text("os") + text("system") + b"\x93" + command + REDUCE + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x93, of a later protocol",
    )
    add(
        "call_by_extension",
        raw(b"\x80\x02\x82\x01" + STOP),
        "expected an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2, got opcode 0x82",
    )
    add(
        "call_by_build",
        pth(ORDERED_DICT + EMPTY_DICT + text("__class__") + glob("os", "system") + SETITEM + BUILD),
        "os.system",
    )
    add("ordered_dict_of_a_list", pth(call(glob("collections", "OrderedDict"), EMPTY_LIST)), "read")


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name + ".pth", "pytorch", data, expects, *repeat)

    add_calls(add)
