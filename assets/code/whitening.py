"""The whitening of the lessons in NumPy: what a layer does to the patches of a batch. Rows of x are patches, columns are features."""

import numpy as np


# lesson:start covariance
def covariance(x, eps=1e-5):
    mean = x.mean(axis=0)
    centred = x - mean
    cov = centred.T @ centred / len(x)
    return cov + eps * np.eye(len(cov))
# lesson:end covariance


# lesson:start zca
def zca(cov):
    values, vectors = np.linalg.eigh(cov)
    gains = 1 / np.sqrt(values)
    return vectors * gains @ vectors.T
# lesson:end zca


# lesson:start newton-schulz
def newton_schulz(cov, iterations=5):
    norm, i = np.linalg.norm(cov), np.eye(len(cov))
    y, z = cov / norm, i
    for _ in range(iterations):
        t = (3 * i - z @ y) / 2
        y, z = y @ t, t @ z
    return z / np.sqrt(norm)
# lesson:end newton-schulz


# lesson:start fold
def fold(w, b, mean, d):
    """w: kernels as rows, b: biases"""
    folded = w @ d
    return folded, b - folded @ mean
# lesson:end fold
