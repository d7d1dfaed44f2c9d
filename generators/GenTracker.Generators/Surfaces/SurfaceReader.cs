using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Surfaces;

/// <summary>
/// Reads what a file declares: every token that stands outside of a body, of an initializer that is no constant, and of a comment.
/// This runs once for each edit of a file, and binds nothing.
/// </summary>
internal sealed class SurfaceReader
{
    private static SurfaceReader? _spare;

    private readonly List<TypeSurface> _types = [];
    private readonly List<KeyValuePair<string, ulong>> _namespaces = [];
    private readonly List<string> _globalMentions = [];
    private readonly List<KeyValuePair<string, string>> _globalAliases = [];
    private readonly List<KeyValuePair<string, string>> _aliases = [];
    private readonly HashSet<string> _fileLeads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mentions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _propertyMarks = new(StringComparer.Ordinal);
    private readonly Stack<KeyValuePair<MemberDeclarationSyntax, ulong>> _pending = new();
    private ulong _hash;
    private ulong _globalUsings;
    private ulong _allTypes = Fingerprint.Seed;
    private ulong _context;
    private bool _isWhole;
    private bool _collects;
    private MemberDeclarationSyntax? _type;

    private SurfaceReader()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What it declares.</returns>
    public static FileSurface Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SurfaceReader reader = Interlocked.Exchange(ref _spare, null) ?? new();
        FileSurface surface = reader.ReadFile(tree, (CompilationUnitSyntax)tree.GetRoot(cancellationToken), cancellationToken);
        reader.Clear();
        _spare = reader;
        return surface;
    }

    private FileSurface ReadFile(SyntaxTree tree, CompilationUnitSyntax root, CancellationToken cancellationToken)
    {
        // The path orders the parts of a class, and says, as a mark at the top of the file does, whether the file is generated: such files know no nullable annotations.
        ulong context = Fingerprint.Seed.With(tree.FilePath).With((ulong)((CSharpParseOptions)tree.Options).LanguageVersion).With(IsMarkedAsGenerated(root) ? 1u : 0u);
        if (root.ContainsDirectives)
        {
            for (DirectiveTriviaSyntax? directive = root.GetFirstDirective(IsNullable); directive is not null; directive = directive.GetNextDirective(IsNullable))
            {
                context = context.With(directive.ToString()).With((ulong)directive.SpanStart);
            }
        }

        ReadContainer(root, context, "");
        while (_pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            KeyValuePair<MemberDeclarationSyntax, ulong> next = _pending.Pop();
            ReadType(next.Key, next.Value);
        }

        ulong hash = context.With(_allTypes).With(_globalUsings);
        foreach (KeyValuePair<string, ulong> space in _namespaces) hash = hash.With(space.Value);
        return new()
        {
            Hash = hash,
            Path = tree.FilePath,
            Types = _types.ToArray(),
            Marked = _types.Exists(static type => type is { Key: not null, Marks: not null }) ? _types.FindAll(static type => type is { Key: not null, Marks: not null }).ToArray() : [],
            Namespaces = _namespaces.ToArray(),
            GlobalUsings = _globalUsings,
            GlobalMentions = _globalMentions.ToArray(),
            GlobalAliases = _globalAliases.ToArray(),
        };
    }

    private void Clear()
    {
        _types.Clear();
        _namespaces.Clear();
        _globalMentions.Clear();
        _globalAliases.Clear();
        _aliases.Clear();
        _fileLeads.Clear();
        _pending.Clear();
        _type = null;
        (_globalUsings, _allTypes) = (0, Fingerprint.Seed);
    }

    /// <summary>Reads a file's or a namespace's usings, and takes down its types.</summary>
    private void ReadContainer(SyntaxNode container, ulong context, string space)
    {
        (SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings, SyntaxList<MemberDeclarationSyntax> members) = container switch
        {
            CompilationUnitSyntax unit => (unit.Externs, unit.Usings, unit.Members),
            BaseNamespaceDeclarationSyntax named => (named.Externs, named.Usings, named.Members),
            _ => default,
        };
        _hash = context;
        foreach (ExternAliasDirectiveSyntax alias in externs) Walk(alias, leads: false);
        foreach (UsingDirectiveSyntax directive in usings) ReadUsing(directive);
        context = _hash;
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    string name = AddNamespace(inner.Name, space);
                    ReadContainer(inner, context.With(name), name);
                    break;
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                    _pending.Push(new(member, context));
                    break;
            }
        }
    }

    private string AddNamespace(NameSyntax name, string outer)
    {
        if (name is QualifiedNameSyntax qualified)
        {
            outer = AddNamespace(qualified.Left, outer);
            name = qualified.Right;
        }

        string last = LastPart(name);
        string full = outer.Length == 0 ? last : outer + "." + last;
        _namespaces.Add(new(last, Fingerprint.Seed.With(full)));
        return full;
    }

    private void ReadUsing(UsingDirectiveSyntax directive)
    {
        bool isGlobal = directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);
        bool opensNamespace = directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);
        ulong context = _hash;
        if (isGlobal) _hash = _globalUsings;
        _collects = !opensNamespace;
        Walk(directive, leads: false);
        if (isGlobal) (_globalUsings, _hash) = (_hash, context);

        // A namespace that is opened matters by the types in it, and those are known by their own names.
        if (!opensNamespace)
        {
            if (isGlobal) _globalMentions.AddRange(_mentions);
            else _fileLeads.UnionWith(_mentions);
        }

        if (directive is { Alias.Name.Identifier.ValueText: var alias, NamespaceOrType: NameSyntax target }) (isGlobal ? _globalAliases : _aliases).Add(new(alias, LastPart(target)));
        _mentions.Clear();
    }

    private void ReadType(MemberDeclarationSyntax type, ulong context)
    {
        string name = NameOf(type);
        bool isAttribute = name.EndsWith("Attribute", StringComparison.Ordinal);
        bool mayBePart = type.AttributeLists.Count > 0 || type.Modifiers.Any(SyntaxKind.PartialKeyword);
        bool isFileLocal = type.Modifiers.Any(SyntaxKind.FileKeyword);

        // The fields of a struct say what it is to others, and they may come out of bodies.
        _isWhole = type.Kind() is SyntaxKind.StructDeclaration or SyntaxKind.RecordStructDeclaration;
        _collects = _isWhole || isAttribute || mayBePart;
        (_type, _context, _hash) = (type, context, context);
        for (SyntaxNode? outer = type.Parent; outer is BaseTypeDeclarationSyntax around; outer = outer.Parent)
        {
            _hash = _hash.With(around.Identifier.ValueText).With((ulong)Arity(around));
            _leads.Add(around.Identifier.ValueText);
            isFileLocal |= around.Modifiers.Any(SyntaxKind.FileKeyword);
        }

        Walk(type, leads: false);
        _leads.UnionWith(_fileLeads);

        // An attribute's constructors say what its arguments are.
        if (_isWhole || isAttribute) _leads.UnionWith(_mentions);
        _allTypes = _allTypes.With(_hash);
        _types.Add(new(
            name,
            _marks.Count + _propertyMarks.Count > 0 && !isFileLocal ? KeyOf(type) : null,
            _hash,
            Copied(_leads),
            mayBePart ? Copied(_mentions) : null,
            _marks.Count > 0 ? Copied(_marks) : null,
            _propertyMarks.Count > 0 ? Copied(_propertyMarks) : null,
            isFileLocal));
        _leads.Clear();
        _mentions.Clear();
        _marks.Clear();
        _propertyMarks.Clear();
        _type = null;
    }

    private void Walk(SyntaxNode node, bool leads)
    {
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is { } inner) Visit(inner, leads);
            else Visit(child.AsToken(), leads);
        }
    }

    private void Visit(SyntaxNode node, bool leads)
    {
        switch (node)
        {
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax when _type is not null && node != _type:
                MemberDeclarationSyntax nested = (MemberDeclarationSyntax)node;
                _pending.Push(new(nested, _context));
                _hash = _hash.With(NameOf(nested)).With((ulong)Arity(nested));
                foreach (SyntaxToken modifier in nested.Modifiers) _hash = _hash.With((ulong)modifier.RawKind);
                break;
            case BaseListSyntax or TypeParameterConstraintClauseSyntax:
                Walk(node, leads: true);
                break;
            case AttributeListSyntax list:
                bool isTypes = list.Parent == _type;
                if (isTypes) AddMarks(list, _marks);
                else if (list.Parent is BasePropertyDeclarationSyntax) AddMarks(list, _propertyMarks);
                Walk(node, leads || isTypes);
                break;
            case EqualsValueClauseSyntax value:
                if (IsConstant(value)) Walk(node, leads: true);
                else if (_isWhole || value.Parent is ParameterSyntax) Walk(node, leads);
                else Skip(node);
                break;
            case BlockSyntax or ArrowExpressionClauseSyntax or ConstructorInitializerSyntax when !_isWhole:
                Skip(node);
                break;
            default:
                Walk(node, leads);
                break;
        }
    }

    private void Visit(SyntaxToken token, bool leads)
    {
        if (token.ContainsDirectives) AddNullable(token.LeadingTrivia);
        _hash = _hash.With((ulong)token.RawKind);
        switch (token.Kind())
        {
            case SyntaxKind.IdentifierToken:
                string name = token.ValueText;
                _hash = _hash.With(name);
                if (_collects) _mentions.Add(name);
                if (leads) _leads.Add(name);
                break;
            case >= SyntaxKind.NumericLiteralToken and <= SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken:
                _hash = _hash.With(token.Text);
                break;
        }
    }

    /// <summary>That there is a body is seen from outside; what it holds is not.</summary>
    private void Skip(SyntaxNode body) => _hash = _hash.With((ulong)body.RawKind);

    private void AddNullable(SyntaxTriviaList trivia)
    {
        foreach (SyntaxTrivia piece in trivia)
        {
            if (piece.IsKind(SyntaxKind.NullableDirectiveTrivia)) _hash = _hash.With(piece.ToString());
        }
    }

    private void AddMarks(AttributeListSyntax list, HashSet<string> marks)
    {
        foreach (AttributeSyntax attribute in list.Attributes)
        {
            string mark = LastPart(attribute.Name);
            foreach (KeyValuePair<string, string> alias in _aliases)
            {
                if (alias.Key == mark || alias.Key == mark + "Attribute") mark = alias.Value;
            }

            marks.Add(mark);
        }
    }

    private static bool IsConstant(EqualsValueClauseSyntax value) => value.Parent switch
    {
        EnumMemberDeclarationSyntax => true,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    private static bool IsNullable(DirectiveTriviaSyntax directive) => directive.IsKind(SyntaxKind.NullableDirectiveTrivia);

    private static bool IsMarkedAsGenerated(CompilationUnitSyntax root)
    {
        foreach (SyntaxTrivia piece in root.GetLeadingTrivia())
        {
            if (piece.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && piece.ToString().Contains("<auto")) return true;
        }

        return false;
    }

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.ValueText,
        DelegateDeclarationSyntax declared => declared.Identifier.ValueText,
        _ => "",
    };

    private static int Arity(MemberDeclarationSyntax type) => type switch
    {
        TypeDeclarationSyntax declared => declared.Arity,
        DelegateDeclarationSyntax declared => declared.Arity,
        _ => 0,
    };

    private static string KeyOf(MemberDeclarationSyntax type)
    {
        string name = Arity(type) is > 0 and int arity ? NameOf(type) + "`" + arity.ToString(CultureInfo.InvariantCulture) : NameOf(type);
        return type.Parent switch
        {
            BaseTypeDeclarationSyntax outer => KeyOf(outer) + "+" + name,
            BaseNamespaceDeclarationSyntax space => SpaceOf(space) + "." + name,
            _ => name,
        };
    }

    private static string SpaceOf(BaseNamespaceDeclarationSyntax space)
    {
        string name = Dotted(space.Name);
        return space.Parent is BaseNamespaceDeclarationSyntax outer ? SpaceOf(outer) + "." + name : name;
    }

    private static string Dotted(NameSyntax name) => name is QualifiedNameSyntax qualified ? Dotted(qualified.Left) + "." + LastPart(qualified.Right) : LastPart(name);

    private static string LastPart(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static string[] Copied(HashSet<string> names)
    {
        if (names.Count == 0) return [];
        string[] copy = new string[names.Count];
        names.CopyTo(copy);
        return copy;
    }
}
