<?php

preloaded();
