namespace Sim;

/// <summary>An <see cref="AsyncQueue{T}"/> that gives out the least item first; among equals, the one that was put first.</summary>
/// <typeparam name="T">What an item is; often a tuple that begins with the priority.</typeparam>
public sealed class AsyncPriorityQueue<T> : AsyncQueue<T>
{
    /// <inheritdoc cref="AsyncQueue{T}()"/>
    /// <param name="comparer">Says which item is less. Default: the items' own order.</param>
    public AsyncPriorityQueue(IComparer<T>? comparer = null)
        : base(new PriorityStore<T>(comparer ?? Comparer<T>.Default), maxSize: null)
    {
    }

    /// <inheritdoc cref="AsyncQueue{T}(int)"/>
    /// <param name="maxSize">How many items it holds at most; from 1 on.</param>
    /// <param name="comparer">Says which item is less. Default: the items' own order.</param>
    public AsyncPriorityQueue(int maxSize, IComparer<T>? comparer = null)
        : base(new PriorityStore<T>(comparer ?? Comparer<T>.Default), maxSize)
    {
    }
}
