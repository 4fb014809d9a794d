/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the one error domain that both front ends see. Any thread. */
#include "um-problem.h"

G_DEFINE_QUARK (um-problem-quark, um_problem)
