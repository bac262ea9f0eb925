/** The same request from a shell: the picture itself as the body. */
export const curlSnippet = (serviceUrl: string): string =>
  `curl ${serviceUrl}/predict \\
  -H 'Content-Type: image/jpeg' \\
  --data-binary @picture.jpeg`;

/** The same request as the tutorial's clients make it: base64 in JSON. */
export const pythonSnippet = (serviceUrl: string): string =>
  `import base64, requests

with open("picture.jpeg", "rb") as f:
    image = base64.b64encode(f.read()).decode()

reply = requests.post("${serviceUrl}/predict", json={"image": image})
print(reply.json())`;
