using System.Threading;
using System.Threading.Tasks;
using GenTracker.Supervision;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A class without last words is asked once; one that has some is asked each time.</summary>
public sealed class LastWordsTests
{
    private readonly LastWords _words = new();

    [Fact]
    public async Task A_class_that_leaves_the_default_is_known_to_have_none_once_it_was_asked()
    {
        bool knownBefore = _words.HasNone(new Mute());
        await _words.SpeakAsync(new Mute(), default, CancellationToken.None);

        Assert.False(knownBefore);
        Assert.True(_words.HasNone(new Mute()));
    }

    [Fact]
    public async Task A_class_whose_last_words_end_at_once_is_not_taken_for_one_without()
    {
        await _words.SpeakAsync(new Brief(), default, CancellationToken.None);

        Assert.False(_words.HasNone(new Brief()));
    }

    [Fact]
    public async Task A_class_without_last_words_does_not_silence_another_that_derives_from_it()
    {
        await _words.SpeakAsync(new Mute(), default, CancellationToken.None);

        Assert.False(_words.HasNone(new Outspoken()));
    }

    [Fact]
    public async Task A_class_that_hands_on_what_the_default_of_another_object_returns_is_not_taken_for_one_without()
    {
        var words = new HandedOn(new Mute());

        await _words.SpeakAsync(words, default, CancellationToken.None);

        Assert.False(_words.HasNone(words));
    }

    private class Mute : IAfterTerminate;

    private sealed class HandedOn(IAfterTerminate inner) : IAfterTerminate
    {
        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => inner.AfterTerminateAsync(exit, cancellationToken);
    }

    private sealed class Outspoken : Mute, IAfterTerminate
    {
        Task IAfterTerminate.AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Brief : IAfterTerminate
    {
        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
