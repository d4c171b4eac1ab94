// SPDX-License-Identifier: BSD-3-Clause
// The laws of a model backend, to run on your own.
#pragma once
#include <whence/testing/check_ablate_laws.hpp>
#include <whence/testing/check_backward_laws.hpp>
#include <whence/testing/check_forward_laws.hpp>
#include <whence/testing/check_input_laws.hpp>
#include <whence/testing/check_laws.hpp>
#include <whence/testing/check_record_laws.hpp>
#include <whence/testing/check_resume_laws.hpp>
#include <whence/testing/check_rule_laws.hpp>
#include <whence/testing/check_taps_laws.hpp>
#include <whence/testing/law.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_result.hpp>
#include <whence/testing/law_tolerances.hpp>
