using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Chaos;

/// <summary>Who owns an adopted child and ends it: at once, late, when it is told to, twice, or by a task.</summary>
internal sealed class Owner(IArena arena, IPlayer child, ChildRegistration registration, TaskCompletionSource? completion, Situation manner, Dice dice)
{
    public async Task RunAsync()
    {
        Witness witness = child.Witness;
        try
        {
            switch (manner)
            {
                case Situation.OwnerHeedsStopping:
                    await HeedAsync().ConfigureAwait(false);
                    break;
                case Situation.OwnerIsDeaf:
                    await arena.Captivity.HangAsync().ConfigureAwait(false);
                    break;
                case Situation.CompletionHasEnded:
                    break;
                default:
                    await Task.Delay(dice.Milliseconds(15)).ConfigureAwait(false);
                    break;
            }

            var failure = new ScriptedException("owner");
            switch (manner)
            {
                case Situation.CompletionFails:
                    completion!.SetException(failure);
                    break;
                case Situation.CompletionIsCancelled:
                    completion!.SetCanceled();
                    break;
                case Situation.CompletionHasEnded:
                    break;
                case Situation.OwnerEndsTwice:
                    await Task.WhenAll(registration.DisposeAsync().AsTask(), registration.DisposeAsync().AsTask())
                        .Within(arena.Findings, "an owner's double farewell", witness.Plot.Book).ConfigureAwait(false);
                    break;
                default:
                    await registration.DisposeAsync().AsTask().Within(arena.Findings, "an owner's farewell", witness.Plot.Book).ConfigureAwait(false);
                    break;
            }

            ChildExit exit = await child.Completion.Within(arena.Findings, "the end of an adopted child", witness.Plot.Book).ConfigureAwait(false);
            if (completion is null)
            {
                if (!witness.IsOver && !witness.LookWhetherGivenUp() && !witness.IsOver)
                    witness.Violation("the owner was told that the key is free, and the child is not over");
                if (exit.Reason == ExitReason.Failed)
                    witness.Violation($"an adopted child failed with {exit.Exception}");
            }
            else if (!Fits(exit, failure))
            {
                witness.Violation($"{manner}, and the exit says {exit.Reason} with {exit.Exception}");
            }

            if (child.TryIncrementCount(1, out _))
                witness.Violation("an adopted child that has ended takes counts");
        }
        catch (TimeoutException)
        {
            // It never ended, and that was said.
        }
        catch (Exception exception)
        {
            witness.Violation($"the owner got {exception}");
        }
    }

    private bool Fits(in ChildExit exit, Exception failure) => exit.Reason switch
    {
        ExitReason.Completed => manner == Situation.CompletionHasEnded,
        ExitReason.Failed => manner == Situation.CompletionFails ? ReferenceEquals(exit.Exception, failure) : exit.Exception is OperationCanceledException,
        ExitReason.Stopped or ExitReason.TrackerClosed or ExitReason.Retired or ExitReason.Abandoned => true,
        _ => false,
    };

    private async Task HeedAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (registration.Stopping.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), told).ConfigureAwait(false))
            await Task.WhenAny(told.Task, Task.Delay(dice.Milliseconds(200), CancellationToken.None)).ConfigureAwait(false);
    }
}
