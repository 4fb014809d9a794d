/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table over a UmRowList. Each cell is a UmCell, which knows the record it shows, so
 * that handlers need no data tied to objects by name. Main thread. */
#include "um-columns.h"
#include "um-words.h"

#define UM_TYPE_CELL (um_cell_get_type ())
G_DECLARE_FINAL_TYPE (UmCell, um_cell, UM, CELL, GtkWidget)

struct _UmCell
{
  GtkWidget parent_instance;

  GtkWidget *child;
  GObject *item; /* (nullable): while bound */
  UmDrawCell draw;
};

G_DEFINE_FINAL_TYPE (UmCell, um_cell, GTK_TYPE_WIDGET)

static void
draw_cb (UmCell *self)
{
  self->draw (self->child, self->item);
}

static void
set_item (UmCell *self, GObject *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, draw_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (draw_cb), self, G_CONNECT_SWAPPED);
  draw_cb (self);
}

static void
um_cell_dispose (GObject *object)
{
  UmCell *self = UM_CELL (object);

  set_item (self, NULL);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (um_cell_parent_class)->dispose (object);
}

static void
um_cell_class_init (UmCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_cell_init (UmCell *self)
{
}

typedef struct
{
  UmNewCell new_cell;
  UmDrawCell draw;
} Column;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Column *column = user_data;
  UmCell *cell = g_object_new (UM_TYPE_CELL, NULL);

  cell->draw = column->draw;
  cell->child = column->new_cell ();
  gtk_widget_set_parent (cell->child, GTK_WIDGET (cell));
  gtk_list_item_set_child (item, GTK_WIDGET (cell));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  set_item (UM_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  set_item (UM_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
free_column (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * um_columns_add:
 * @view: a table
 * @title: (nullable): the column's heading
 * @new_cell: makes a cell's widget
 * @draw: fills it
 *
 * Returns: (transfer none): the column, added at the end
 */
GtkColumnViewColumn *
um_columns_add (GtkColumnView *view, const char *title, UmNewCell new_cell, UmDrawCell draw)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *data = g_new (Column, 1);
  GtkColumnViewColumn *column;

  *data = (Column){ new_cell, draw };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), data, free_column, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
  return column;
}

/* What the cell can't hold. A tooltip that is set with each text asks the display where the pointer
 * is, which takes longer than drawing the row: this one is made when it is wanted. */
static gboolean
query_tooltip_cb (
  GtkWidget *cell, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer user_data)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (cell));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (cell))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* An inscription's alignment isn't mirrored by GTK. */
static void
align (GtkWidget *text, gboolean at_end)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), at_end != rtl ? 1 : 0);
}

static GtkWidget *
new_text_cell (void)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  align (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (text, TRUE);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return text;
}

static GtkWidget *
new_numeric_cell (void)
{
  GtkWidget *text = new_text_cell ();

  align (text, TRUE);
  gtk_widget_add_css_class (text, "numeric");
  return text;
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* The heading of the column that was added last; GTK has no call for a column's. (nullable) */
static GtkWidget *
find_last_heading (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));

  return header != NULL ? gtk_widget_get_last_child (header) : NULL;
}

/* A heading stands where its numbers stand. */
static void
align_last_heading (GtkColumnView *view)
{
  GtkWidget *heading = find_last_heading (view);
  GtkWidget *label = heading != NULL ? find_label (heading) : NULL;

  if (label == NULL)
    return;
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

/**
 * um_columns_add_text:
 * @view: a table
 * @title: the column's heading
 * @draw: calls um_columns_set_text () with the cell's text
 * @width: in pixels
 * @numeric: right-aligned, with digits of one width
 *
 * Returns: (transfer none): the column, added at the end; one that shall take what is left is told
 *   so by gtk_column_view_column_set_expand ()
 */
GtkColumnViewColumn *
um_columns_add_text (
  GtkColumnView *view, const char *title, UmDrawCell draw, int width, gboolean numeric)
{
  GtkColumnViewColumn *column = um_columns_add (view, title,
                                                numeric ? new_numeric_cell : new_text_cell, draw);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width);
  if (numeric)
    align_last_heading (view);
  return column;
}

/**
 * um_columns_set_hint:
 * @view: a table
 * @hint: what is to be known of the column that was added last; its heading's tooltip
 */
void
um_columns_set_hint (GtkColumnView *view, const char *hint)
{
  GtkWidget *heading = find_last_heading (view);

  if (heading != NULL)
    gtk_widget_set_tooltip_text (heading, hint);
}

/* By the first letter: Pango goes by that, too. */
static gboolean
is_written_rtl (const char *text)
{
  while (*text != '\0' && !g_unichar_isalpha (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  switch (g_unichar_get_script (g_utf8_get_char (text)))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Pango puts a line that is written from right to left at the other end of its cell: a mark of the
 * interface's direction before the text, which keeps its own, leaves it where all texts of the
 * column begin. (transfer full) */
static char *
keep_at_start (const char *text)
{
  g_autofree char *isolated = um_words_isolate (text);

  return g_strconcat ("\u200e", isolated, NULL);
}

/**
 * um_columns_set_text:
 * @cell: a cell of um_columns_add_text ()
 * @text: (transfer full): what it shows
 * @dim: whether it stands back
 */
void
um_columns_set_text (GtkWidget *cell, char *text, gboolean dim)
{
  g_autofree char *owned = text;
  g_autofree char *kept = NULL;

  if (is_written_rtl (text) && gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR)
    kept = keep_at_start (text);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), kept != NULL ? kept : owned);
  if (dim)
    gtk_widget_add_css_class (cell, "dim");
  else
    gtk_widget_remove_css_class (cell, "dim");
}

/**
 * um_columns_get_item:
 * @widget: a cell's widget, or one within it
 *
 * Returns: (transfer none) (nullable): the item that the cell shows now
 */
gpointer
um_columns_get_item (GtkWidget *widget)
{
  GtkWidget *cell = gtk_widget_get_ancestor (widget, UM_TYPE_CELL);

  return cell != NULL ? UM_CELL (cell)->item : NULL;
}
