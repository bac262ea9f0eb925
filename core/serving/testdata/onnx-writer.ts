/**
 * Writes small ONNX files for tests: just enough of protocol buffers' wire format and of onnx.proto3 (field numbers
 * beside each message) for graphs of a few nodes.
 */
type Field = [number: number, value: number | string | Uint8Array];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

/** Numbers are written as varints, strings and bytes with their length before them. */
function message(...fields: Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

export const FLOAT = 1;
export const INT64 = 7;

/** A size, or the name of one that is known only when the model runs. */
type Size = number | string;

/** ValueInfoProto: name 1, type 2 > tensor_type 1 > elem_type 1, shape 2 > dim 1 > dim_value 1 or dim_param 2 */
function valueInfo({ name, type = FLOAT, shape }: Value): Uint8Array {
  const dims = shape.map((size): Field => [1, message(typeof size === 'number' ? [1, size] : [2, size])]);
  return message([1, name], [2, message([1, message([1, type], [2, message(...dims)])])]);
}

export interface Value {
  name: string;
  type?: number;
  shape: Size[];
}

export interface Node {
  op: string;
  inputs: string[];
  outputs: string[];
  /** Integer attributes only. */
  attributes?: Record<string, number>;
}

export interface Constant {
  name: string;
  shape: number[];
  values: number[];
}

/** NodeProto: input 1, output 2, op_type 4, attribute 5 (AttributeProto: name 1, i 3, type 20 = INT 2) */
const node = ({ op, inputs, outputs, attributes = {} }: Node): Uint8Array =>
  message(
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [4, op],
    ...Object.entries(attributes).map(([name, value]): Field => [5, message([1, name], [3, value], [20, 2])]),
  );

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9 */
const tensor = ({ name, shape, values }: Constant): Uint8Array =>
  message(
    ...shape.map((size): Field => [1, size]),
    [2, FLOAT],
    [8, name],
    [9, new Uint8Array(Float32Array.from(values).buffer)],
  );

export interface Graph {
  nodes: Node[];
  constants: Constant[];
  inputs: Value[];
  outputs: Value[];
}

/** ModelProto: ir_version 1, graph 7, opset_import 8 > version 2. GraphProto: node 1, name 2, initializer 5, input 11, output 12 */
export function writeOnnx({ nodes, constants, inputs, outputs }: Graph): Uint8Array {
  const graph = message(
    ...nodes.map((each): Field => [1, node(each)]),
    [2, 'test'],
    ...constants.map((each): Field => [5, tensor(each)]),
    ...inputs.map((each): Field => [11, valueInfo(each)]),
    ...outputs.map((each): Field => [12, valueInfo(each)]),
  );
  return message([1, 8], [7, graph], [8, message([2, 17])]);
}
