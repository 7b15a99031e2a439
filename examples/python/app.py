from aws_cdk import App

from example_context import example_options
from example_stack import ExampleStack

app = App()
ExampleStack(app, "CorsExample", options=example_options(app.node.try_get_context))
app.synth()
