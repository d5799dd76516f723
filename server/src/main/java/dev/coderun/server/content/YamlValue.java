package dev.coderun.server.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// YAML as it is written, with the line of each part. A scalar is its text, whatever type it would have.
sealed interface YamlValue {
    int MAX_DEPTH = 10;

    /// Parts of one file, those that an alias repeats counted each time.
    int MAX_PARTS = 10_000;

    int line();

    record Scalar(String text, int line) implements YamlValue {}

    record Sequence(List<YamlValue> items, int line) implements YamlValue {}

    record Mapping(Map<String, YamlValue> entries, int line) implements YamlValue {}

    /// An empty file is an empty mapping. What is no YAML is a fault, and then it is empty too.
    static Mapping read(String file, byte[] content, Faults faults) {
        var text = Texts.decode(content);
        if (text.isEmpty()) {
            faults.add(file, "The file is not UTF-8.");
            return new Mapping(Map.of(), 0);
        }
        try {
            var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(10);
            var root = new Compose(settings.build()).composeString(text.get());
            if (root.isEmpty()) {
                return new Mapping(Map.of(), 0);
            }
            if (new Reader().value(root.get(), 0) instanceof Mapping mapping) {
                return mapping;
            }
            faults.add(file, 1, "The file must be keys with values.");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            faults.add(file, line, "This is not YAML.");
        } catch (YamlEngineException e) {
            faults.add(file, "This is not YAML, or it repeats itself too often.");
        }
        return new Mapping(Map.of(), 0);
    }

    /// Turns nodes into values, within bounds.
    final class Reader {
        private int parts;

        private YamlValue value(Node node, int depth) {
            if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
                throw new YamlEngineException("too deep or too large");
            }
            int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            return switch (node) {
                case ScalarNode scalar -> new Scalar(scalar.getValue(), line);
                case SequenceNode sequence -> {
                    var items = new ArrayList<YamlValue>();
                    for (var item : sequence.getValue()) {
                        items.add(value(item, depth + 1));
                    }
                    yield new Sequence(items, line);
                }
                case MappingNode mapping -> mapping(mapping, line, depth);
                default -> throw new YamlEngineException("an unknown kind of node");
            };
        }

        private Mapping mapping(MappingNode node, int line, int depth) {
            var entries = new LinkedHashMap<String, YamlValue>();
            for (var tuple : node.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)
                        || entries.put(key.getValue(), value(tuple.getValueNode(), depth + 1))
                                != null) {
                    throw new YamlEngineException("a key that is no text, or is there twice");
                }
            }
            return new Mapping(entries, line);
        }
    }
}
