// SPDX-License-Identifier: BSD-3-Clause
// complaint: The mistake compiles
// expected-error: .
#ifdef WHENCE_TWIN
int twin;
#else
int no_mistake;
#endif
