/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-cultures.h"
#include "sim-random.h"

G_BEGIN_DECLS

#define SIM_NAME_SIZE 256

/* One person's name: as shown, and its parts as they go into an e-mail address. */
typedef struct
{
  char shown[SIM_NAME_SIZE];
  const char *given;
  const char *family; /* empty for who bears one name */
  guint culture;
} SimName;

typedef struct _SimNames SimNames;

SimNames *sim_names_new (void);
void sim_names_free (SimNames *self);
void sim_names_draw (SimNames *self, SimRandom *random, gboolean plain, SimName *name);
const SimCulture *sim_names_culture (guint culture);
guint sim_names_n_cultures (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimNames, sim_names_free)

G_END_DECLS
