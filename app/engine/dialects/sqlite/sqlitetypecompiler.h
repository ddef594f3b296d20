#pragma once

#include "dialects/common/typecompiler.h"

namespace retort {

class SqliteTypeCompiler final : public TypeCompiler
{
public:
    using TypeCompiler::TypeCompiler;

protected:
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override;
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler"); }
};

} // namespace retort
