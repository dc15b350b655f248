"""The convolutions of the lessons in Python. `python3 convolution.py numpy` runs one part, as the app's tests do where its library is installed."""

import sys

part = sys.argv[1] if len(sys.argv) > 1 else "numpy"

if part == "numpy":
    import numpy as np

    # lesson:start convolve
    def convolve(x, w, stride=1):
        k = len(w)
        y = np.zeros((np.array(x.shape) - k) // stride + 1)
        for i, j in np.ndindex(y.shape):
            window = x[i * stride:, j * stride:][:k, :k]
            y[i, j] = (window * w).sum()
        return y
    # lesson:end convolve

    # lesson:start transposed
    def transposed(y, w, stride=1):
        k = len(w)
        x = np.zeros((np.array(y.shape) - 1) * stride + k)
        for i, j in np.ndindex(y.shape):
            x[i * stride:, j * stride:][:k, :k] += y[i, j] * w
        return x
    # lesson:end transposed

    # lesson:start gradients
    x, w = np.ones((4, 4)), np.ones((3, 3))
    g = convolve(x, w)
    dx = transposed(g, w)
    dw = convolve(x, g)
    db = g.sum()
    # lesson:end gradients
    print(dx[0, 0], dx[1, 1], dw[0, 0], db)

if part == "torch":
    # lesson:start torch
    import torch

    x = torch.ones(1, 1, 4, 4, requires_grad=True)
    w = torch.ones(1, 1, 3, 3, requires_grad=True)
    y = torch.nn.functional.conv2d(x, w)
    y.backward(gradient=y.detach())
    dx, dw = x.grad, w.grad
    # lesson:end torch
    print(dx[0, 0, 0, 0].item(), dx[0, 0, 1, 1].item(), dw[0, 0, 0, 0].item(), y.sum().item())

if part == "keras":
    # lesson:start keras
    import keras

    x = keras.ops.ones((1, 4, 4, 1))
    w = keras.ops.ones((3, 3, 1, 1))
    y = keras.ops.conv(x, w)
    dx = keras.ops.conv_transpose(y, w)
    # lesson:end keras
    print(float(dx[0, 0, 0, 0]), float(dx[0, 1, 1, 0]), float(keras.ops.sum(y)))
