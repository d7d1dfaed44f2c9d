using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>Edits that can be tried on a compilation before they are made. An edit does nothing to a node that is already edited.</summary>
internal sealed class Edits
{
    private readonly List<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> _all = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Adds the change of a node.</summary>
    public void Replace<TNode>(TNode node, Func<TNode, SyntaxNode> change)
        where TNode : SyntaxNode => _all.Add((node, current => change((TNode)current)));

    /// <summary>Returns what the compilation would be after the edits.</summary>
    public Compilation ApplyTo(Compilation compilation) => ApplyTo(compilation, []);

    /// <summary>Returns what the compilation would be after the edits, and adds the new trees of those that change.</summary>
    public Compilation ApplyTo(Compilation compilation, Dictionary<SyntaxTree, SyntaxTree> changedTrees)
    {
        foreach (IGrouping<SyntaxTree, (SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> changes in _all.GroupBy(static edit => edit.Node.SyntaxTree))
        {
            ILookup<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changesOf = changes.ToLookup(static edit => edit.Node, static edit => edit.Change);
            SyntaxNode root = changes.Key.GetRoot().ReplaceNodes(
                changes.Select(static edit => edit.Node),
                (node, current) => changesOf[node].Aggregate(current, static (edited, change) => change(edited)));
            changedTrees[changes.Key] = changes.Key.WithRootAndOptions(root, changes.Key.Options);
            compilation = compilation.ReplaceSyntaxTree(changes.Key, changedTrees[changes.Key]);
        }

        return compilation;
    }

    /// <summary>Makes the edits. False if a file cannot be edited, because a generator has written it or it belongs to no project.</summary>
    public async Task<bool> AddToAsync(SolutionEditor editor, CancellationToken cancellationToken)
    {
        List<(DocumentEditor Editor, SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> edits = [];
        foreach ((SyntaxNode node, Func<SyntaxNode, SyntaxNode> change) in _all)
        {
            if (editor.OriginalSolution.GetDocument(node.SyntaxTree) is not { } document || document is SourceGeneratedDocument) return false;
            edits.Add((await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false), node, change));
        }

        foreach ((DocumentEditor document, SyntaxNode node, Func<SyntaxNode, SyntaxNode> change) in edits)
            document.ReplaceNode(node, (current, _) => change(current));
        return true;
    }
}
