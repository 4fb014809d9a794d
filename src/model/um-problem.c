/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the one error domain that both front ends see. Any thread. */
#include "um-problem.h"

/**
 * um_problem_quark:
 *
 * Returns: the domain of what can go wrong
 */
GQuark
um_problem_quark (void)
{
  return g_quark_from_static_string ("um-problem-quark");
}
