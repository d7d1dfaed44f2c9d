using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>GT3006: an opening argument, an attribute, or an argument or result of a call has a type without a codec.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CodecAnalyzer() : ClusterAnalyzer(ClusterDescriptors.NoCodec)
{
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        Codecs codecs = new(context.Compilation);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.IsClustered() && TrackerDeclaration.Read(type, symbol.Compilation, symbol.CancellationToken) is { } tracker)
                    Check(tracker, codecs, symbol.ReportDiagnostic);
            },
            SymbolKind.NamedType);
    }

    private static void Check(TrackerDeclaration tracker, Codecs codecs, Action<Diagnostic> report)
    {
        foreach (OpenOverloadDeclaration overload in tracker.OpenOverloads)
        {
            foreach (ParameterDeclaration declared in overload.Parameters)
            {
                if (declared.Role != ParameterRole.Argument) continue;
                Check(declared.Parameter, declared.Parameter.Type, $"The opening argument '{declared.Parameter.Name}'");
            }
        }

        foreach (TrackedPropertyDeclaration property in tracker.TrackedProperties)
        {
            if (property is { CanGenerate: true, IsInAttrs: true } && !ValueLayout.IsWord(property.Symbol.Type))
                Check(property.Symbol, property.Symbol.Type, $"The attribute '{property.Symbol.Name}'");
        }

        foreach (IMethodSymbol method in tracker.Type.GetMembers().OfType<IMethodSymbol>())
        {
            if (ClusterSymbols.FindTrackedCall(method) is null || CallDeclaration.FindError(method) is not null) continue;
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (!CallDeclaration.IsToken(parameter)) Check(parameter, parameter.Type, $"The argument '{parameter.Name}' of '{method.Name}'");
            }

            if (CallResult.Of(method).Type is { } result) Check(method, result, $"The result of '{method.Name}'");
        }

        void Check(ISymbol symbol, ITypeSymbol type, string subject)
        {
            if (codecs.FindMissing(type).FirstOrDefault() is not { } missing || symbol.SourceLocation() is not { } location) return;
            report(Diagnostic.Create(ClusterDescriptors.NoCodec, location, subject, tracker.Type.Name, missing.Type.ToDisplayName(), missing.Remedy));
        }
    }
}
