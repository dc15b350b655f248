package io.github.deconvscope.run.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.gson.Gson;
import com.google.protobuf.ByteString;
import io.github.deconvscope.base.ProgramVersion;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.math.Standardization;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.NetPlan.Part;
import io.github.deconvscope.run.config.Normalization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A net as an ONNX model of standard operators: opset 17, format version 8. Nodes, and the values that they give, have the names that the
 * modules have in PyTorch, such as {@code features.0} or {@code layer1.0.conv1}. Input {@code image} is (N, C, H, W), output {@code scores}
 * is (N, classes). The shapes of all values between them are stored, for viewers such as Netron.
 *
 * <p>Group and layer normalization are instance normalization of groups: opset 17 has no operator for them, and that of opset 18 loses its
 * digits in ONNX Runtime where a mean is large.
 */
final class OnnxNet {
    static final String INPUT = "image";
    static final String OUTPUT = "scores";

    private static final int FORMAT_VERSION = 8;
    private static final int OPSET = 17;
    /** That of batch, group and layer normalization. */
    private static final float EPS = 1e-5f;

    private final Map<String, NpyArray> arrays;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    /** The value that the next node takes. */
    private String last = INPUT;
    /** The shape of what the next node gives, of one picture. */
    private long[] shape = {};

    private OnnxNet(Map<String, NpyArray> arrays) {
        this.arrays = arrays;
    }

    /**
     * Builds the model.
     *
     * @param about the net; plain, or with batch, group or layer normalization
     * @param arrays weights and running values under their names in PyTorch
     */
    static ModelProto of(NetSnippet about, Map<String, NpyArray> arrays) {
        OnnxNet net = new OnnxNet(arrays);
        net.convolutions(about);
        net.head();
        InputShape shape = about.plan().input();
        String input = "Pictures as (N, channels, rows, columns), "
                + (shape.channels() == 1 ? "grey" : "red, green and blue") + " from 0 to 1"
                + (about.mean().length == 0
                        ? ", normalised as the net was trained."
                        : ", then of each channel (pixel - mean) / deviation, with mean "
                                + Arrays.toString(about.mean()) + " and deviation " + Arrays.toString(about.deviation())
                                + ".");
        net.graph
                .setName(about.title())
                .addInput(value(INPUT, input, shape.channels(), shape.side(), shape.side()))
                .addOutput(value(
                        OUTPUT,
                        "One number per class, before the softmax.",
                        arrays.get("classifier.bias").size()));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(FORMAT_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("DeconvScope")
                .setProducerVersion(ProgramVersion.current())
                .setDocString(about.title() + ". Input: " + input)
                .setGraph(net.graph);
        if (!about.classNames().isEmpty()) {
            model.addMetadataProps(entry("classes", about.classNames()));
        }
        if (about.mean().length > 0) {
            model.addMetadataProps(entry("mean", about.mean())).addMetadataProps(entry("deviation", about.deviation()));
        }
        return model.build();
    }

    private static StringStringEntryProto entry(String key, Object value) {
        return StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(new Gson().toJson(value))
                .build();
    }

    private void convolutions(NetSnippet about) {
        boolean normalised = about.kind().followsConvolutions();
        int modules = normalised ? 3 : 2;
        // The output of the shortcut of a residual block; without a shortcut, the input of the block.
        String other = INPUT;
        for (NetPlan.Convolution convolution : about.plan().convolutions()) {
            boolean shortcut = convolution.is(Part.SHORTCUT);
            String main = last;
            if (convolution.is(Part.FIRST)) {
                other = last;
            } else if (shortcut) {
                last = other;
            }
            convolution(convolution, convolution.module(modules));
            if (normalised) {
                normalise(about.kind(), convolution.normModule(), convolution);
            }
            if (shortcut) {
                other = last;
                last = main;
                continue;
            }
            if (convolution.is(Part.LAST)) {
                add("Add", convolution.sumModule(), List.of(last, other));
            }
            add("Relu", convolution.reluModule(modules), List.of(last));
            convolution
                    .pooling()
                    .ifPresent(pooling ->
                            pool(pooling, convolution, "features." + (convolution.index(modules) + modules)));
        }
    }

    private void pool(Pooling pooling, NetPlan.Convolution after, String name) {
        maps(after.out(), pooling.outputSize(after.outputSize()));
        add(
                "MaxPool",
                name,
                List.of(last),
                ints("kernel_shape", pooling.kernel(), pooling.kernel()),
                ints("strides", pooling.stride(), pooling.stride()));
    }

    private void maps(long channels, long side) {
        shape = new long[] {channels, side, side};
    }

    private void convolution(NetPlan.Convolution convolution, String name) {
        int pad = convolution.kernel() / 2;
        maps(convolution.out(), convolution.outputSize());
        add(
                "Conv",
                name,
                List.of(last, weight(name + ".weight"), weight(name + ".bias")),
                ints("kernel_shape", convolution.kernel(), convolution.kernel()),
                ints("strides", convolution.stride(), convolution.stride()),
                ints("pads", pad, pad, pad, pad));
    }

    private void normalise(Normalization kind, String name, NetPlan.Convolution convolution) {
        switch (kind) {
            case BATCHNORM ->
                add(
                        "BatchNormalization",
                        name,
                        List.of(
                                last,
                                weight(name + ".weight"),
                                weight(name + ".bias"),
                                weight(name + ".running_mean"),
                                weight(name + ".running_var")),
                        epsilon());
            case GROUPNORM -> standardise(name, convolution, Standardization.usualGroups(convolution.out()));
            case LAYERNORM -> standardise(name, convolution, 1);
            case DECONV, ITERNORM, NONE ->
                throw new IllegalArgumentException("ONNX has no operator for " + kind + "; it is folded before");
        }
    }

    /** Standardises groups of channels of each image, then scales and shifts each channel. */
    private void standardise(String name, NetPlan.Convolution convolution, int groups) {
        int channels = convolution.out();
        int side = convolution.outputSize();
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        shape = new long[] {groups, (long) channels / groups * side * side};
        add("Reshape", name + ".groups", List.of(last, sizes(name + ".groups.shape", 0, groups, -1)));
        add(
                "InstanceNormalization",
                name + ".standardized",
                List.of(
                        last,
                        tensor(name + ".ones", NpyArray.of(ones, groups)),
                        tensor(name + ".zeros", NpyArray.of(new float[groups], groups))),
                epsilon());
        maps(channels, side);
        add("Reshape", name + ".channels", List.of(last, sizes(name + ".channels.shape", 0, channels, side, side)));
        add("Mul", name + ".scaled", List.of(last, channelwise(name + ".weight", channels)));
        add("Add", name, List.of(last, channelwise(name + ".bias", channels)));
    }

    private void head() {
        maps(shape[0], 1);
        add("GlobalAveragePool", "pool", List.of(last));
        shape = new long[] {shape[0]};
        add("Flatten", "flatten", List.of(last));
        add(
                "Gemm",
                "classifier",
                List.of(last, weight("classifier.weight"), weight("classifier.bias")),
                AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1)
                        .build());
    }

    /** Adds a node whose output is what the next one takes. */
    private void add(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        last = name.equals("classifier") ? OUTPUT : name;
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(last)
                .addAllAttribute(List.of(attributes)));
        if (!last.equals(OUTPUT)) {
            graph.addValueInfo(value(last, "", shape));
        }
    }

    private String weight(String name) {
        return tensor(name, arrays.get(name));
    }

    private String channelwise(String name, int channels) {
        return tensor(name, NpyArray.of(arrays.get(name).toFloats(), channels, 1, 1));
    }

    private String sizes(String name, long... sizes) {
        return tensor(name, NpyArray.of(sizes, sizes.length));
    }

    private String tensor(String name, NpyArray array) {
        boolean whole = array.type() == NpyArray.Type.I8;
        NpyArray values = whole ? array : NpyArray.of(array.toFloats(), array.shape());
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(whole ? TensorProto.DataType.INT64_VALUE : TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(values.encode()));
        for (int size : array.shape()) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static AttributeProto epsilon() {
        return AttributeProto.newBuilder()
                .setName("epsilon")
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(EPS)
                .build();
    }

    private static AttributeProto ints(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    /** A value of fp32, with as many rows as there are pictures. */
    private static ValueInfoProto value(String name, String words, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long size : sizes) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(words)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
