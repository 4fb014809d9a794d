/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a user stands in Atlassian's own administration. */
#pragma once

#include "um-source.h"

G_BEGIN_DECLS

char *um_admin_page_build_uri (const UmSource *source, const char *account_id);

G_END_DECLS
