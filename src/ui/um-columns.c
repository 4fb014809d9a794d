/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table over a UmRowList. Each cell is a UmCell, which knows the record it shows, so
 * that handlers need no data tied to objects by name. Main thread. */
#include "um-columns.h"
#include "um-words.h"

/* By which text is measured: larger text needs wider columns. */
#define SAMPLE       "0123456789"
#define SAMPLE_WIDTH 90
#define LEAST_STACK  120
#define CELL_PADDING 12 /* left and right together (style.css) */

#define UM_TYPE_CELL (um_cell_get_type ())
G_DECLARE_FINAL_TYPE (UmCell, um_cell, UM, CELL, GtkWidget)

struct _UmCell
{
  GtkWidget parent_instance;

  GtkWidget *child;
  GObject *item;               /* (nullable): while bound */
  UmDrawCell draw;             /* (nullable): of @child */
  const UmDrawCell *lines;     /* (nullable): of the children of @child, else */
  GtkColumnViewColumn *column; /* with @lines; weak */
};

G_DEFINE_FINAL_TYPE (UmCell, um_cell, GTK_TYPE_WIDGET)

static void
draw_cb (UmCell *self)
{
  GtkWidget *line = gtk_widget_get_first_child (self->child);

  if (self->draw != NULL)
    self->draw (self->child, self->item);
  for (int i = 0; self->lines != NULL && line != NULL;
       i++, line = gtk_widget_get_next_sibling (line))
    {
      self->lines[i](line, self->item);
      gtk_widget_set_visible (line, *gtk_label_get_label (GTK_LABEL (line)) != '\0');
    }
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

/* A table asks how high a row is without telling how wide, or for the least width that it could
 * have: lines that wrap are measured for the width of their column. So the request is a constant
 * one. */
static void
um_cell_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  UmCell *self = UM_CELL (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0 && self->column != NULL)
    for_size = MAX (gtk_column_view_column_get_fixed_width (self->column) - CELL_PADDING, -1);
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
um_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (UM_CELL (widget)->child, width, height, baseline, NULL);
}

/* What is drawn may depend on what the table is in. GTK 4.18 binds cells before their row has its
 * place. */
static void
um_cell_root (GtkWidget *widget)
{
  UmCell *self = UM_CELL (widget);

  GTK_WIDGET_CLASS (um_cell_parent_class)->root (widget);
  if (self->item != NULL)
    draw_cb (self);
}

static void
um_cell_dispose (GObject *object)
{
  UmCell *self = UM_CELL (object);

  set_item (self, NULL);
  g_clear_weak_pointer (&self->column);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (um_cell_parent_class)->dispose (object);
}

static void
um_cell_class_init (UmCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_cell_dispose;
  widget_class->root = um_cell_root;
  widget_class->measure = um_cell_measure;
  widget_class->size_allocate = um_cell_size_allocate;
}

static void
um_cell_init (UmCell *self)
{
}

typedef struct
{
  UmNewCell new_cell; /* with @draw */
  UmDrawCell draw;
  const UmDrawCell *lines;     /* else, up to NULL */
  GtkColumnViewColumn *column; /* with @lines; it owns the factory that owns this */
} Column;

static GtkWidget *
new_lines (const UmDrawCell *lines)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (; *lines != NULL; lines++)
    {
      GtkWidget *line = gtk_label_new (NULL);

      gtk_label_set_wrap (GTK_LABEL (line), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (line), 0);
      gtk_box_append (GTK_BOX (box), line);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Column *column = user_data;
  UmCell *cell = g_object_new (UM_TYPE_CELL, NULL);

  cell->draw = column->draw;
  cell->lines = column->lines;
  g_set_weak_pointer (&cell->column, column->column);
  cell->child = column->lines != NULL ? new_lines (column->lines) : column->new_cell ();
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

/* Takes @data. */
static GtkColumnViewColumn *
add (GtkColumnView *view, const char *title, Column *data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), data, free_column, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
  return column;
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
  Column *data = g_new (Column, 1);

  *data = (Column){ .new_cell = new_cell, .draw = draw };
  return add (view, title, data);
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

/* A width for text of the usual size, where it is larger. */
static int
scale (GtkColumnView *view, int width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), SAMPLE);
  int sample;

  pango_layout_get_pixel_size (layout, &sample, NULL);
  return (int) (width * MAX (1.0, (double) sample / SAMPLE_WIDTH));
}

/**
 * um_columns_set_width:
 * @column: of a table
 * @width: in pixels, at the usual size of text
 *
 * Gives the column this width, wider where text is larger.
 */
void
um_columns_set_width (GtkColumnViewColumn *column, int width)
{
  gtk_column_view_column_set_fixed_width (
    column, scale (gtk_column_view_column_get_column_view (column), width));
}

/**
 * um_columns_add_text:
 * @view: a table
 * @title: the column's heading
 * @draw: calls um_columns_set_text () with the cell's text
 * @width: in pixels, at the usual size of text
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
  um_columns_set_width (column, width);
  if (numeric)
    align_last_heading (view);
  return column;
}

/* ---- tables that are too narrow for their columns ---- */

typedef struct
{
  GtkColumnView *view;        /* weak */
  GtkColumnViewColumn *stack; /* weak */
  GPtrArray *expanding;       /* columns of text that take what is left; owned by @view */
  int width;                  /* in pixels at the usual size of text */
  guint tick;                 /* until the columns are changed */
} Narrow;

static void
free_narrow (gpointer data, GClosure *closure)
{
  Narrow *narrow = data;

  if (narrow->tick != 0 && narrow->view != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (narrow->view), narrow->tick);
  g_clear_weak_pointer (&narrow->view);
  g_clear_weak_pointer (&narrow->stack);
  g_ptr_array_unref (narrow->expanding);
  g_free (narrow);
}

static gboolean
is_narrow (Narrow *narrow, GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_page_size (adjustment) < scale (narrow->view, narrow->width);
}

/* Text columns are those that can be resized. GTK leaves room for hidden ones that expand. */
static void
show_stack (Narrow *narrow, gboolean shown)
{
  GListModel *columns = gtk_column_view_get_columns (narrow->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (!gtk_column_view_column_get_resizable (column))
        continue;
      gtk_column_view_column_set_visible (column, !shown);
      if (shown && gtk_column_view_column_get_expand (column))
        g_ptr_array_add (narrow->expanding, column);
    }
  for (guint i = 0; i < narrow->expanding->len; i++)
    gtk_column_view_column_set_expand (g_ptr_array_index (narrow->expanding, i), !shown);
  if (!shown)
    g_ptr_array_set_size (narrow->expanding, 0);
  gtk_column_view_column_set_visible (narrow->stack, shown);
}

/* What the other columns that are shown leave of the table's width. */
static void
fit_stack (Narrow *narrow, int width)
{
  GListModel *columns = gtk_column_view_get_columns (narrow->view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (narrow->view));
  GtkWidget *heading = gtk_widget_get_first_child (header);

  for (guint i = 0; i < g_list_model_get_n_items (columns) && heading != NULL;
       i++, heading = gtk_widget_get_next_sibling (heading))
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column != narrow->stack && gtk_column_view_column_get_visible (column))
        width -= gtk_widget_get_allocated_width (heading);
    }
  gtk_column_view_column_set_fixed_width (narrow->stack, MAX (width, LEAST_STACK));
}

static gboolean
show_stack_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  Narrow *narrow = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  gboolean shown = is_narrow (narrow, adjustment);

  narrow->tick = 0;
  if (narrow->stack == NULL)
    return G_SOURCE_REMOVE;
  if (shown != gtk_column_view_column_get_visible (narrow->stack))
    show_stack (narrow, shown);
  if (shown)
    fit_stack (narrow, (int) gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The width is told while the table gets its place, when nothing of it may change. */
static void
width_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  Narrow *narrow = user_data;

  if (narrow->view != NULL && narrow->tick == 0)
    narrow->tick = gtk_widget_add_tick_callback (GTK_WIDGET (narrow->view), show_stack_cb, narrow,
                                                 NULL);
}

/**
 * um_columns_add_stack:
 * @view: a table in a scrolled window
 * @title: the column's heading
 * @lines: (array zero-terminated=1): static; what draws each line, by um_columns_set_text ()
 * @width: in pixels: what the table's columns need side by side
 *
 * Adds a column that stands in for all columns of text where the table is narrower than @width, or
 * its text larger than usual: it shows @lines below each other, wrapped, so that nothing is out of
 * sight. An empty line takes no room.
 */
void
um_columns_add_stack (GtkColumnView *view, const char *title, const UmDrawCell *lines, int width)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  Column *data = g_new (Column, 1);
  Narrow *narrow = g_new0 (Narrow, 1);

  *data = (Column){ .lines = lines };
  data->column = add (view, title, data);
  narrow->width = width;
  narrow->expanding = g_ptr_array_new ();
  g_set_weak_pointer (&narrow->view, view);
  g_set_weak_pointer (&narrow->stack, data->column);
  gtk_column_view_column_set_expand (narrow->stack, TRUE);
  gtk_column_view_column_set_visible (narrow->stack, FALSE);
  g_signal_connect_data (adjustment, "changed", G_CALLBACK (width_changed_cb), narrow, free_narrow,
                         0);
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
 * @cell: a cell of um_columns_add_text (), or a line of um_columns_add_stack ()
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
  if (GTK_IS_LABEL (cell))
    gtk_label_set_label (GTK_LABEL (cell), kept != NULL ? kept : owned);
  else
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
