// SPDX-License-Identifier: BSD-3-Clause
// complaint: The twin does not compile
// expected-error: the message
static_assert(false, "the message");
