/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw_samples SOURCE DIR WIDTH: every picture of samples.h as DIR/draw-NAME.svg and .png, to be looked at,
 * and to renew tests/golden/draw-*.svg (width 900) after a change that was meant. */
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "draw/image.h"
#include "support.h"

int main(int argc, char **argv)
{
    double width = 0;
    if (argc != 4 || at_parse_f64(at_str_from_cstr(argv[3]), 1, 4000, &width, NULL) != AT_OK) {
        (void)fprintf(stderr, "usage: draw_samples SOURCE DIR WIDTH\n");
        return 2;
    }
    if (setenv("ATTEST_SOURCE", argv[1], 1) != 0) return 4;
    const samples s = samples_read(width);
    for (size_t i = 0; i < SAMPLE_PICTURES; i++) {
        AT_CLEANUP(at_buffer_free) at_buffer svg = {0};
        AT_CLEANUP(at_buffer_free) at_buffer png = {0};
        at_err err;
        sample_draw(&s, i, &svg);
        if (at_image_png(at_str_bytes(at_buffer_str(&svg)), 2, &png, &err) != AT_OK) {
            (void)fprintf(stderr, "%s\n", err.text);
            return 7;
        }
        test_write_file(test_format("%s/draw-%s.svg", argv[2], sample_names[i]),
                        at_buffer_str(&svg));
        test_write_file(test_format("%s/draw-%s.png", argv[2], sample_names[i]),
                        at_buffer_str(&png));
    }
    return 0;
}
