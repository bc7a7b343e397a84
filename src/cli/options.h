#pragma once
#include <string>

#include "embed/engine.h"

namespace tauraro {

/// What the command line asks for.
struct CommandLine {
  enum class Action { RunFile, RunCode, RunModule, RunInput, Batch, Disassemble, Version, Help, Wrong };
  Action action = Action::RunInput;
  EngineOptions engine;
  std::string subject;   ///< file, code, module name
  std::string problem;   ///< Wrong: what is wrong
  bool stays = false;    ///< -i
  bool dumps_bytecode = false;
  bool skips_first_line = false;  ///< -x
};

CommandLine parse_command_line(int argc, char** argv);
extern const char* const kHelpText;

}  // namespace tauraro
