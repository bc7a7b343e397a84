#include "cli/run.h"

int main(int argc, char** argv) { return tauraro::run_command(tauraro::parse_command_line(argc, argv)); }
