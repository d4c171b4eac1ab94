// SPDX-License-Identifier: BSD-3-Clause
// complaint: expected-error: <regular
static_assert(false, "the message");
