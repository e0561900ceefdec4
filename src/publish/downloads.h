/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_DOWNLOADS_H
#define AT_PUBLISH_DOWNLOADS_H
/* The numbers of a release in the forms that readers ask for. */
#include "release/bundle.h"

/* One workbook, a sheet for each table but those of more rows than a sheet can have, which *left_out counts: they are there
 * as CSV and JSON. */
AT_MUST_USE at_status at_download_xlsx(const at_release *release, at_buffer *out, size_t *left_out,
                                       at_err *err);
/* {"title","edition","date","tables":{name:[{column:cell}]}}: cells that are plain decimals are numbers. */
AT_MUST_USE at_status at_download_json(const at_release *release, at_buffer *out, at_err *err);
/* The release as one ZIP. */
AT_MUST_USE at_status at_download_zip(const at_release_member *members, size_t count,
                                      at_buffer *out, at_err *err);

#endif
