#pragma once

#include "dialects/common/typecompiler.h"

namespace retort {

class MssqlTypeCompiler final : public TypeCompiler
{
public:
    using TypeCompiler::TypeCompiler;

protected:
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override;
    [[nodiscard]] QString collation(const QString &name) const override { return QLatin1StringView(" COLLATE ") + name; }
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.mssql.base.MSTypeCompiler"); }

private:
    [[nodiscard]] QString sized(const QString &keyword, const SqlType &type, const QString &fallback = {}) const;
};

} // namespace retort
