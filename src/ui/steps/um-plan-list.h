/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of a plan as a list model: all, or those that a tab and a search leave. */
#pragma once

#include "um-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_TYPE_PLAN_ITEM (um_plan_item_get_type ())
G_DECLARE_FINAL_TYPE (UmPlanItem, um_plan_item, UM, PLAN_ITEM, GObject)
#define UM_TYPE_PLAN_LIST (um_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (UmPlanList, um_plan_list, UM, PLAN_LIST, GObject)

typedef enum
{
  UM_PLAN_TAB_ALL,
  UM_PLAN_TAB_CHANGED,
  UM_PLAN_TAB_SKIPPED,
  UM_PLAN_TAB_WARNED,
  UM_PLAN_N_TABS,
} UmPlanTab;

/* The user that an item stands for. (transfer none) Signal "changed" (): he must be drawn again. */
UmPlanUser *um_plan_item_get_user (UmPlanItem *self);

UmPlanList *um_plan_list_new (void);
void um_plan_list_set_plan (UmPlanList *self, UmPlan *plan);
/* Tells the living items that the plan's users changed; who is shown stays. */
void um_plan_list_refresh (UmPlanList *self);
/* @search: (nullable): looked for in names and account ids, folded. */
void um_plan_list_set_filter (UmPlanList *self, UmPlanTab tab, const char *search);

G_END_DECLS
