/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the error domain of this layer. */
#include "um-atlassian-error.h"

G_DEFINE_QUARK (um - atlassian - error - quark, um_atlassian_error)
