/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

const at_command *const at_commands[] = {
    &at_cmd_index_score,   &at_cmd_index_compare, &at_cmd_index_robust, &at_cmd_index_reforms,
    &at_cmd_index_history, &at_cmd_index_check,   &at_cmd_index_coin,   &at_cmd_release,
    &at_cmd_publish,       &at_cmd_verify,
};
const size_t at_command_count = AT_COUNT_OF(at_commands);

const at_option at_common_options[] = {
    {"json", NULL, "print one JSON document, errors too", false},
    {"threads", "N", "work on N threads (default: all); the result does not depend on it", false},
    {"colour", "WHEN", "auto (default: on a terminal, unless NO_COLOR is set), always or never",
     false},
    {"help", NULL, "print this help (-h too)", false},
};
const size_t at_common_option_count = AT_COUNT_OF(at_common_options);
