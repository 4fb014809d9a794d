/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the tests of steps that make issues. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** um_step_issue_set_second: how long a second of the pauses between searches is. Main thread. */
void um_step_issue_set_second (double seconds);

G_END_DECLS
