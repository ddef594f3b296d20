#pragma once

#include "command.h"

namespace retort {

// One maker per command; those that only read the revision graph stand together in graphcommands.cpp.
[[nodiscard]] std::unique_ptr<Command> statusCommand();
[[nodiscard]] std::unique_ptr<Command> historyCommand();
[[nodiscard]] std::unique_ptr<Command> headsCommand();
[[nodiscard]] std::unique_ptr<Command> branchesCommand();
[[nodiscard]] std::unique_ptr<Command> currentCommand();
[[nodiscard]] std::unique_ptr<Command> showCommand();
[[nodiscard]] std::unique_ptr<Command> planCommand();
[[nodiscard]] std::unique_ptr<Command> upgradeCommand();
[[nodiscard]] std::unique_ptr<Command> downgradeCommand();
[[nodiscard]] std::unique_ptr<Command> resetCommand();
[[nodiscard]] std::unique_ptr<Command> stampCommand();
[[nodiscard]] std::unique_ptr<Command> freshCommand();
[[nodiscard]] std::unique_ptr<Command> revisionCommand();
[[nodiscard]] std::unique_ptr<Command> makeMigrationCommand();
[[nodiscard]] std::unique_ptr<Command> mergeCommand();
[[nodiscard]] std::unique_ptr<Command> checkCommand();
[[nodiscard]] std::unique_ptr<Command> driftCommand();
[[nodiscard]] std::unique_ptr<Command> inspectCommand();
[[nodiscard]] std::unique_ptr<Command> modelCommand();
[[nodiscard]] std::unique_ptr<Command> targetCommand();
[[nodiscard]] std::unique_ptr<Command> doctorCommand();

} // namespace retort
