#include "commands.h"

namespace retort {

Commands allCommands()
{
    Commands commands;
    commands.push_back(statusCommand());
    commands.push_back(planCommand());
    commands.push_back(upgradeCommand());
    commands.push_back(downgradeCommand());
    commands.push_back(resetCommand());
    commands.push_back(freshCommand());
    commands.push_back(stampCommand());
    commands.push_back(currentCommand());
    commands.push_back(headsCommand());
    commands.push_back(branchesCommand());
    commands.push_back(historyCommand());
    commands.push_back(showCommand());
    commands.push_back(revisionCommand());
    commands.push_back(makeMigrationCommand());
    commands.push_back(mergeCommand());
    commands.push_back(checkCommand());
    commands.push_back(driftCommand());
    commands.push_back(inspectCommand());
    commands.push_back(modelCommand());
    commands.push_back(targetCommand());
    commands.push_back(doctorCommand());
    return commands;
}

} // namespace retort
