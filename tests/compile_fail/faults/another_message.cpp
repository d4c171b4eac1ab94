// SPDX-License-Identifier: BSD-3-Clause
// complaint: No message matches
// expected-error: something else
#ifndef WHENCE_TWIN
static_assert(false, "the message");
#endif
