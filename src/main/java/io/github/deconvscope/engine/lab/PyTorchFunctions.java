package io.github.deconvscope.engine.lab;

import io.github.deconvscope.engine.compute.TorchScript;

/** Functions of PyTorch's that DJL does not offer. */
final class PyTorchFunctions {
    /**
     * DJL has no transposed convolution on PyTorch (its {@code deconvolution} throws). Settings come as one tensor of 9 int64: stride, padding,
     * output padding, dilation, height before width; groups.
     */
    static final TorchScript TRANSPOSED_CONVOLUTION =
            new TorchScript("ConvTranspose2d", "x: Tensor, weight: Tensor, bias: Tensor, s: Tensor", """
            stride = [int(torch.select(s, 0, 0)), int(torch.select(s, 0, 1))]
            padding = [int(torch.select(s, 0, 2)), int(torch.select(s, 0, 3))]
            output_padding = [int(torch.select(s, 0, 4)), int(torch.select(s, 0, 5))]
            dilation = [int(torch.select(s, 0, 6)), int(torch.select(s, 0, 7))]
            groups = int(torch.select(s, 0, 8))
            return torch.conv_transpose2d(x, weight, bias, stride, padding, output_padding, groups, dilation)
            """);

    /**
     * Puts each value of a signal where the maximum of its window was, with the switches of the map that was pooled; 0 elsewhere. Values of
     * windows that overlap in one maximum add up. The window comes as one tensor of 2 int64: its side, and its stride.
     */
    static final TorchScript UNPOOL = new TorchScript("MaxUnpool2d", "signal: Tensor, map: Tensor, w: Tensor", """
            side = int(torch.select(w, 0, 0))
            stride = int(torch.select(w, 0, 1))
            pooled, switches, = torch.max_pool2d_with_indices(map, [side, side], [stride, stride], [0, 0], [1, 1], False)
            flat = torch.flatten(torch.zeros_like(map), 2)
            filled = torch.scatter_add(flat, 2, torch.flatten(switches, 2), torch.flatten(signal, 2))
            return torch.reshape(filled, torch.size(map))
            """);

    private PyTorchFunctions() {}
}
