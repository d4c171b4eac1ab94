// SPDX-License-Identifier: BSD-3-Clause
// complaint: A message matches
// expected-error: the message
// unexpected-error: mess
#ifndef WHENCE_TWIN
static_assert(false, "the message");
#endif
