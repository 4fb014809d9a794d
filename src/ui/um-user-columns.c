/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the user table. Sorting is the directory's: a column's sorter never compares
 * users, it only tells which column GTK would sort by (GTK 4.8 has no call for that). Main thread.
 */
#include "um-config.h"
#include "um-user-columns.h"
#include "um-columns.h"
#include "um-user-list.h"
#include "um-user-order.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* What um_user_columns_get_sort () gives to be compared instead of users: the first column asked
 * leaves its mark. */
typedef struct
{
  int column;
} Probe;

static gboolean
get_user (gpointer item, UmUser *user)
{
  UmDirectory *directory = um_user_item_get_directory (item);
  guint row = um_user_item_get_row (item);

  if (directory == NULL || row == UM_NO_ROW)
    return FALSE;
  um_directory_get_user (directory, row, user);
  return TRUE;
}

void
um_user_columns_draw_name (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, um_words_name (user.name, user.account_id), FALSE);
}

void
um_user_columns_draw_email (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, um_words_clean (um_words_email (user.email)), user.email == NULL);
}

static void
draw_type (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, g_strdup (um_words_type (user.type)), FALSE);
}

static void
draw_id (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, um_words_clean (user.account_id), FALSE);
}

/* The number of things of a row, and whether there may be more than are known. */
static char *
dup_count (UmDirectory *directory, guint row, UmSet set)
{
  guint n_things;
  g_autofree char *number = NULL;

  um_relation_get_things (um_directory_get_relation (directory, set), row, &n_things);
  number = um_words_number (n_things);
  if (um_directory_get_members_read (directory) != UM_TIME_UNKNOWN
      || um_bitset_contains (um_directory_get_complete (directory, set), row))
    return g_steal_pointer (&number);
  if (n_things == 0)
    return g_strdup (_ ("unknown"));
  /* Translators: %s is a number; at least so many are known */
  return g_strdup_printf (_ ("%s or more"), number);
}

static void
draw_groups (GtkWidget *cell, gpointer item)
{
  UmDirectory *directory = um_user_item_get_directory (item);
  guint row = um_user_item_get_row (item);

  if (directory != NULL && row != UM_NO_ROW)
    um_columns_set_text (cell, dup_count (directory, row, UM_SET_GROUPS), FALSE);
}

/* The names of the things of a row. */
static char *
dup_names (UmDirectory *directory, guint row, UmSet set)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (directory, set), row,
                                                  &n_things);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n_things; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, um_directory_get_thing (directory, set, things[i])->name);
    }
  return g_string_free (names, FALSE);
}

static void
draw_products (GtkWidget *cell, gpointer item)
{
  UmDirectory *directory = um_user_item_get_directory (item);
  guint row = um_user_item_get_row (item);

  if (directory != NULL && row != UM_NO_ROW)
    um_columns_set_text (cell, dup_names (directory, row, UM_SET_PRODUCTS), FALSE);
}

/* Whether it would be known if he were in one. */
static gboolean
are_directories_told (UmDirectory *directory, guint row)
{
  return um_bitset_contains (um_directory_get_complete (directory, UM_SET_DIRECTORIES), row)
         || (um_directory_get_n_things (directory, UM_SET_DIRECTORIES) > 0
             && um_directory_get_thing (directory, UM_SET_DIRECTORIES, 0)->known);
}

static void
draw_directory (GtkWidget *cell, gpointer item)
{
  UmDirectory *directory = um_user_item_get_directory (item);
  guint row = um_user_item_get_row (item);
  g_autofree char *names = NULL;

  if (directory == NULL || row == UM_NO_ROW)
    return;
  names = dup_names (directory, row, UM_SET_DIRECTORIES);
  if (*names == '\0' && !are_directories_told (directory, row))
    um_columns_set_text (cell, g_strdup (_ ("unknown")), TRUE);
  else
    um_columns_set_text (cell, g_steal_pointer (&names), FALSE);
}

static void
draw_last_login (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, um_words_last_login (user.last_login),
                         user.last_login == UM_TIME_UNKNOWN);
}

static void
draw_added (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (get_user (item, &user))
    um_columns_set_text (cell, um_words_date (user.added), user.added == UM_TIME_UNKNOWN);
}

static GtkWidget *
new_status_cell (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * um_user_columns_get_status_icon:
 * @status: a user's status
 *
 * Returns: the name of the symbolic icon that stands beside its word
 */
const char *
um_user_columns_get_status_icon (UmUserStatus status)
{
  switch (status)
    {
    case UM_STATUS_ACTIVE:
      return "object-select-symbolic";
    case UM_STATUS_SUSPENDED:
      return "media-playback-pause-symbolic";
    case UM_STATUS_DEACTIVATED:
    case UM_STATUS_INACTIVE:
    case UM_STATUS_NO_ACCESS:
      return "changes-prevent-symbolic";
    case UM_STATUS_DELETED:
    case UM_STATUS_FORMER:
      return "user-trash-symbolic";
    case UM_STATUS_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

static void
draw_status (GtkWidget *cell, gpointer item)
{
  UmUser user;

  if (!get_user (item, &user))
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (cell)),
                                um_user_columns_get_status_icon (user.status));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (cell)), um_words_status (user.status));
}

static gboolean
is_shift_down (GtkWidget *widget)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard != NULL && (gdk_device_get_modifier_state (keyboard) & GDK_SHIFT_MASK) != 0;
}

/* Ticking by hand goes through GTK's own action, so that keyboard and mouse end in the same place.
 * With Shift it is for all rows from the last that was ticked: whether they are chosen is taken
 * from that one, and so what the box says is taken from the row. */
static void
toggled_cb (GtkCheckButton *check, GtkListItem *item)
{
  if (gtk_check_button_get_active (check) == gtk_list_item_get_selected (item))
    return;
  gtk_widget_activate_action (GTK_WIDGET (check), "list.select-item", "(ubb)",
                              gtk_list_item_get_position (item), TRUE,
                              is_shift_down (GTK_WIDGET (check)));
  gtk_check_button_set_active (check, gtk_list_item_get_selected (item));
}

static void
setup_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *check = gtk_check_button_new ();

  /* In GTK 4.18 Tab never leaves a check box that is merely not focusable. */
  gtk_widget_set_can_focus (check, FALSE);
  g_object_bind_property (item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), item);
  gtk_list_item_set_child (item, check);
}

/* The check box is called like its user. */
static void
name_check_cb (GtkListItem *item)
{
  UmUser user;
  g_autofree char *name = NULL;

  if (!get_user (gtk_list_item_get_item (item), &user))
    return;
  name = um_words_name (user.name, user.account_id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* An item stands for a position, and GTK doesn't always bind it anew where another user came there.
 */
static void
bind_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "changed", G_CALLBACK (name_check_cb),
                           item, G_CONNECT_SWAPPED);
  name_check_cb (item);
}

static void
unbind_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), name_check_cb, item);
}

static void
add_check_column (GtkColumnView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_check_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_check_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_check_cb), NULL);
  column = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_append_column (view, column);
}

static int
probe_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = (Probe *) a;

  if (probe->column < 0)
    probe->column = GPOINTER_TO_INT (user_data);
  return -1;
}

static void
make_sortable (GtkColumnViewColumn *column, UmColumn id)
{
  g_autoptr (GtkSorter)
    sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, GINT_TO_POINTER (id), NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

/* GTK 4.8 takes the width of hidden columns away from those that fill the rest. */
static void
visible_cb (GtkColumnViewColumn *column, GParamSpec *pspec, gpointer user_data)
{
  int width = GPOINTER_TO_INT (user_data);

  um_columns_set_width (column, gtk_column_view_column_get_visible (column) ? width : 0);
}

/* The same menu under every heading: which columns are shown. The name can't be hidden. */
static void
add_menu (GtkColumnView *view, GMenu *menu)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_title (column) != NULL)
        gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
    }
}

static void
add_menus (GMenu *menu, GMenu *columns, GMenu *order)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_submenu (section, _ ("_Columns"), G_MENU_MODEL (columns));
  g_menu_append_submenu (section, _ ("_Sort By"), G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/**
 * um_user_columns_add:
 * @view: the user table
 * @owner: what it is in
 * @menu: a menu of @owner
 *
 * Adds its columns, and to the menu which of them are shown and by which users are sorted.
 */
void
um_user_columns_add (GtkColumnView *view, GtkWidget *owner, GMenu *menu)
{
  static const struct
  {
    UmColumn id;
    UmDrawCell draw;
    int width;
    gboolean numeric;
    gboolean expand;
    gboolean hidden;
  } columns[] = {
    { UM_COLUMN_NAME, um_user_columns_draw_name, 180, FALSE, TRUE, FALSE },
    { UM_COLUMN_EMAIL, um_user_columns_draw_email, 190, FALSE, TRUE, FALSE },
    { UM_COLUMN_STATUS, NULL, 120, FALSE, FALSE, FALSE },
    { UM_COLUMN_TYPE, draw_type, 85, FALSE, FALSE, FALSE },
    { UM_COLUMN_DIRECTORY, draw_directory, 140, FALSE, TRUE, TRUE },
    { UM_COLUMN_GROUPS, draw_groups, 80, TRUE, FALSE, FALSE },
    { UM_COLUMN_PRODUCTS, draw_products, 140, FALSE, TRUE, FALSE },
    { UM_COLUMN_LAST_LOGIN, draw_last_login, 110, FALSE, FALSE, FALSE },
    { UM_COLUMN_ADDED, draw_added, 110, FALSE, FALSE, TRUE },
    { UM_COLUMN_ID, draw_id, 240, FALSE, TRUE, TRUE },
  };
  g_autoptr (GMenu) shown = g_menu_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) order = um_user_order_add (view, G_ACTION_MAP (actions));

  add_check_column (view);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *title = um_words_column (columns[i].id);
      GtkColumnViewColumn *column;
      g_autofree char *name = g_strdup_printf ("column-%u", columns[i].id);
      g_autofree char *action_name = g_strconcat ("columns.", name, NULL);
      g_autoptr (GPropertyAction) action = NULL;

      if (columns[i].draw != NULL)
        column = um_columns_add_text (view, title, columns[i].draw, columns[i].width,
                                      columns[i].numeric);
      else
        {
          column = um_columns_add (view, title, new_status_cell, draw_status);
          gtk_column_view_column_set_resizable (column, TRUE);
          um_columns_set_width (column, columns[i].width);
        }
      if (columns[i].id == UM_COLUMN_LAST_LOGIN)
        um_columns_set_hint (view, _ ("Atlassian tells of it up to 24 hours late"));
      make_sortable (column, columns[i].id);
      um_user_order_add_column (order, columns[i].id);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      g_signal_connect (column, "notify::visible", G_CALLBACK (visible_cb),
                        GINT_TO_POINTER (columns[i].width));
      gtk_column_view_column_set_visible (column, !columns[i].hidden);
      if (columns[i].id == UM_COLUMN_NAME)
        continue;
      action = g_property_action_new (name, column, "visible");
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
      g_menu_append (shown, title, action_name);
    }
  gtk_widget_insert_action_group (owner, "columns", G_ACTION_GROUP (actions));
  add_menu (view, shown);
  add_menus (menu, shown, order);
}

/**
 * um_user_columns_get_sort:
 * @view: the user table
 * @column: (out): the column it is sorted by
 * @descending: (out): whether from the last to the first
 *
 * Returns: whether it is sorted by a column
 */
gboolean
um_user_columns_get_sort (GtkColumnView *view, UmColumn *column, gboolean *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  Probe probe = { -1 };
  Probe other = { -1 };
  GtkOrdering order = gtk_sorter_compare (sorter, &probe, &other);

  if (probe.column < 0)
    return FALSE;
  *column = (UmColumn) probe.column;
  *descending = order == GTK_ORDERING_LARGER;
  return TRUE;
}

/* Whether it is the one with this id: its sorter says so. */
static gboolean
has_id (GtkColumnViewColumn *column, UmColumn id)
{
  GtkSorter *sorter = gtk_column_view_column_get_sorter (column);
  Probe probe = { -1 };
  Probe other = { -1 };

  if (sorter == NULL)
    return FALSE;
  gtk_sorter_compare (sorter, &probe, &other);
  return probe.column == (int) id;
}

/**
 * um_user_columns_sort:
 * @view: the user table
 * @column: the column to sort by, shown or not
 * @descending: from the last to the first
 */
void
um_user_columns_sort (GtkColumnView *view, UmColumn column, gboolean descending)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) found = g_list_model_get_item (columns, i);

      if (has_id (found, column))
        gtk_column_view_sort_by_column (view, found,
                                        descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}
