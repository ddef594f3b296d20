#pragma once

#include "dialects/common/typecompiler.h"

namespace retort {

class OracleTypeCompiler final : public TypeCompiler
{
public:
    using TypeCompiler::TypeCompiler;

protected:
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override;
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.oracle.base.OracleTypeCompiler"); }

private:
    [[nodiscard]] QString characters(const QString &keyword, const QString &length, bool national) const;
    [[nodiscard]] QString floating(const QString &keyword, const SqlType &type);
    [[nodiscard]] QString interval(const SqlType &type) const;
};

} // namespace retort
