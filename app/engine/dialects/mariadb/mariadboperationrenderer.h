#pragma once

#include "dialects/mysql/mysqloperationrenderer.h"

namespace retort {

class MariadbOperationRenderer final : public MysqlOperationRenderer
{
public:
    using MysqlOperationRenderer::MysqlOperationRenderer;

protected:
    [[nodiscard]] QString dropCheck() const override { return QStringLiteral("CONSTRAINT "); }
};

} // namespace retort
