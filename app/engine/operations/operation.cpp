#include "operations/operation.h"

namespace retort {

bool BatchAlterTableOp::operator==(const BatchAlterTableOp &) const = default;
bool AutocommitBlockOp::operator==(const AutocommitBlockOp &) const = default;
bool LiveStepOp::operator==(const LiveStepOp &) const = default;
bool Operation::operator==(const Operation &) const = default;

namespace {

void collectOpaque(const Operations &operations, std::vector<const Operation *> &found)
{
    for (const Operation &operation : operations) {
        if (operation.isOpaque())
            found.push_back(&operation);
        else if (const auto *batch = operation.as<BatchAlterTableOp>())
            collectOpaque(batch->operations, found);
        else if (const auto *block = operation.as<AutocommitBlockOp>())
            collectOpaque(block->operations, found);
    }
}

} // namespace

std::vector<const Operation *> opaqueOperations(const Operations &operations)
{
    std::vector<const Operation *> found;
    collectOpaque(operations, found);
    return found;
}

} // namespace retort
