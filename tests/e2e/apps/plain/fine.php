<?php

echo str_repeat("fine ", 20);
